import { createHash } from 'node:crypto';
import { parseExactJson, type Json } from '@gridscope/comfy';
import { findDifferences, type Difference } from './find-differences.js';
import type { RawAnswer } from './http-client.js';
import { normalise, type NormaliseOptions } from './normalise.js';
import { readPng } from './read-png.js';
import type { RecordedPng, RecordedResponse } from './recording.js';

/** Headers that are the protocol; lengths follow the body, dates and tags the file. */
const comparedHeaders = [
  'content-type', 'allow', 'content-disposition', 'x-content-type-options', 'vary', 'cache-control', 'accept-ranges', 'transfer-encoding',
  'access-control-allow-origin', 'access-control-allow-methods', 'access-control-allow-headers', 'access-control-allow-credentials',
];
const presentHeaders = ['etag', 'last-modified', 'content-range'];

/** What an answer differs in from the recorded one; `restore` gives recorded ids and paths in place of this run's. */
export function compareAnswers(expected: RecordedResponse, actual: RawAnswer, restore: (text: string) => string, options: NormaliseOptions = {}): Difference[] {
  return [
    ...findDifferences(expected.status, actual.status, 'status'),
    ...comparedHeaders.flatMap((name) => findDifferences(expected.headers[name], restoreHeader(actual.headers[name], restore), `header ${name}`)),
    ...presentHeaders.flatMap((name) => findDifferences(name in expected.headers, name in actual.headers, `has header ${name}`)),
    ...compareBodies(expected, actual, restore, options),
  ];
}

function restoreHeader(value: string | undefined, restore: (text: string) => string): string | undefined {
  return value === undefined ? undefined : restore(value);
}

function compareBodies(expected: RecordedResponse, actual: RawAnswer, restore: (text: string) => string, options: NormaliseOptions): Difference[] {
  if (expected.png) return comparePictures(expected.png, pixelsOf(expected), actual.body, restore);
  if (expected.bytes !== undefined) return compareBytes(expected, actual.body);
  const text = restore(actual.body.toString('utf8'));
  const recorded = recordedJson(expected);
  if (recorded === undefined) return findDifferences(expected.text ?? '', text, 'text');
  return findDifferences(normalise(recorded, options), normalise(readJson(text), options), '');
}

/** The body as exact JSON; where the recording keeps a text beside it, that one is exact. */
function recordedJson({ json, text, headers }: RecordedResponse): Json | undefined {
  const isJson = (headers['content-type'] ?? '').startsWith('application/json');
  return isJson && text !== undefined && text !== '' ? parseExactJson(text, { allowNaN: true }) : json;
}

function readJson(text: string): Json {
  try {
    return parseExactJson(text, { allowNaN: true });
  } catch (error) {
    // What is no JSON is compared as text.
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

/** Converted pictures depend on the encoder; other files are compared byte by byte. */
function compareBytes(expected: RecordedResponse, body: Buffer): Difference[] {
  const type = expected.headers['content-type'] ?? '';
  if (type === 'image/webp' || type === 'image/jpeg') return findDifferences(true, body.length > 0, 'has bytes');
  return findDifferences(expected.sha256, createHash('sha256').update(body).digest('hex'), 'sha256');
}

/** The recorded pixels; undefined where the recording does not hold the whole file. */
function pixelsOf({ bytes, base64 }: RecordedResponse): Buffer | undefined {
  const file = Buffer.from(base64 ?? '', 'base64');
  return file.length === bytes ? readPng(file)?.scanlines : undefined;
}

/** Size, colour type, text chunks and, where no random weights took part, pixels. */
export function comparePictures(expected: RecordedPng, pixels: Buffer | undefined, body: Buffer, restore: (text: string) => string): Difference[] {
  const actual = readPng(body);
  if (actual === undefined) return [{ path: 'png', expected: 'a PNG', actual: `${body.length} other bytes` }];
  const isSampled = /KSampler|SamplerCustom/.test(expected.text['prompt'] ?? '');
  return [
    ...findDifferences(expected.width, actual.width, 'png width'),
    ...findDifferences(expected.height, actual.height, 'png height'),
    ...findDifferences(expected.color_type, actual.colourType, 'png colour type'),
    ...findDifferences(textsOf(expected.text), textsOf(mapTexts(actual.texts, restore)), 'png text'),
    ...(isSampled || pixels === undefined ? [] : findDifferences(true, pixels.equals(actual.scanlines), 'png pixels are the same')),
  ];
}

function mapTexts(texts: Readonly<Record<string, string>>, change: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([keyword, text]) => [keyword, change(text)]));
}

function textsOf(texts: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(texts).map(([keyword, text]) => [keyword, readJson(text)]));
}

