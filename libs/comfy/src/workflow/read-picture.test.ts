import { zlibSync } from 'fflate';
import { expect, it } from 'vitest';
import { isObject } from './input-kind.js';
import { MAX_TEXT_CHUNK_BYTES, readPngText } from './png-text.js';
import { readPicture } from './read-picture.js';
import { readWorkflow } from './read-workflow.js';
import { editorFile, recordedCatalogue, requestsOf } from './testing/recorded.js';

const catalogue = recordedCatalogue();
const encoder = new TextEncoder();

const pictures = ['run-txt2img', 'run-image', 'run-axes', 'big-numbers', 'previews', 'sampling', 'server-flags', 'run-text'].flatMap((scenario) => requestsOf(scenario).flatMap(({ response }) => {
  if (typeof response.base64 !== 'string' || !isObject(response.png) || !isObject(response.png.text)) return [];
  return [{ scenario, bytes: new Uint8Array(Buffer.from(response.base64, 'base64')), text: response.png.text }];
}));

it('reads what a real ComfyUI wrote into its pictures', () => {
  const made = pictures.filter(({ text }) => text.prompt !== undefined);
  const readings = made.map(({ bytes }) => readPicture(bytes));

  expect(made.length).toBeGreaterThan(20);
  expect(readings.map((reading) => (reading.ok ? reading.prompt : reading.message))).toEqual(made.map(({ text }) => text.prompt));
  for (const reading of readings) expect(reading.ok ? readWorkflow(reading.prompt ?? '', catalogue) : reading).toMatchObject({ ok: expect.any(Boolean) });
});

it('reads a workflow back from a picture, NaN beside it or not', () => {
  const bytes = png(['tEXt', 'prompt', '{"1": {"class_type": "LoadImage", "inputs": {"image": "a.png"}, "is_changed": [NaN]}}']);

  const reading = readPicture(bytes);

  expect(reading.ok && readWorkflow(reading.prompt ?? '', catalogue)).toMatchObject({ ok: true, workflow: { 1: { class_type: 'LoadImage', inputs: { image: 'a.png' } } } });
});

it('says so when metadata was switched off', () => {
  const bare = pictures.find(({ scenario, text }) => scenario === 'server-flags' && Object.keys(text).length === 0);

  expect(readPicture(bare?.bytes ?? new Uint8Array())).toMatchObject({ ok: false, message: expect.stringContaining('holds no ComfyUI workflow') });
});

const prompt = '{"1":{"class_type":"CLIPTextEncode","inputs":{"text":"Grüße 😀"}}}';

it.each<[string, Uint8Array, object]>([
  ['tEXt', png(['tEXt', 'prompt', prompt]), { prompt }],
  ['zTXt', png(['zTXt', 'prompt', prompt]), { prompt }],
  ['iTXt', png(['iTXt', 'prompt', prompt]), { prompt }],
  ['compressed iTXt', png(['iTXt compressed', 'prompt', prompt]), { prompt }],
  ['a graph alone', png(['tEXt', 'workflow', editorFile('txt2img')]), { workflow: editorFile('txt2img') }],
  ['both', png(['tEXt', 'workflow', '{"nodes":[]}'], ['tEXt', 'prompt', prompt]), { prompt, workflow: '{"nodes":[]}' }],
  ['a graph beside a broken prompt', png(['tEXt', 'prompt', '{"1":'], ['tEXt', 'workflow', '{"nodes":[]}']), { workflow: '{"nodes":[]}' }],
])('reads %s', (_, bytes, parts) => {
  expect(readPicture(bytes)).toEqual({ ok: true, ...parts });
});

it.each<[string, Uint8Array, string]>([
  ['no picture', encoder.encode('{"nodes": []}'), 'is no PNG picture'],
  ['nothing', new Uint8Array(), 'is no PNG picture'],
  ['a PNG that is cut off', png(['tEXt', 'prompt', prompt]).subarray(0, 60), 'is cut off'],
  ['a PNG without workflow', png(), 'holds no ComfyUI workflow'],
  ['settings of another program', png(['tEXt', 'parameters', 'a cat\nSteps: 20']), 'settings of another program'],
  ['a prompt that is no JSON', png(['tEXt', 'prompt', 'a cat']), 'cannot be read'],
  ['a prompt nested too deeply', png(['tEXt', 'prompt', `{"a":${'['.repeat(400)}${']'.repeat(400)}}`]), 'cannot be read'],
  ['a chunk that is too long', png(['tEXt', 'prompt', 'x'.repeat(MAX_TEXT_CHUNK_BYTES + 1)]), 'more than 16777216 bytes'],
  ['a small chunk that would become huge', png(['zTXt', 'prompt', 'x'.repeat(3 * MAX_TEXT_CHUNK_BYTES)]), 'more than 16777216 bytes'],
  ['a damaged compressed chunk', png(['broken zTXt', 'prompt', '']), 'is damaged'],
])('says what is wrong with %s', (_, bytes, part) => {
  expect(readPicture(bytes)).toEqual({ ok: false, message: expect.stringContaining(part) });
});

it('reads text that is not UTF-8 as Latin-1', () => {
  expect(readPngText(chunked([['tEXt', new Uint8Array([...encoder.encode('a\0'), 0xe9, 0x80])]])).get('a')).toBe('é\u0080');
});

type Text = [kind: 'tEXt' | 'zTXt' | 'iTXt' | 'iTXt compressed' | 'broken zTXt', keyword: string, text: string];

/** A PNG as far as its chunks go; nobody looks at its pixels or sums. */
function png(...texts: Text[]): Uint8Array {
  return chunked(texts.map(([kind, keyword, text]) => [kind.slice(kind.startsWith('broken') ? 7 : 0).slice(0, 4), bodyOf(kind, keyword, encoder.encode(text))]));
}

function bodyOf(kind: Text[0], keyword: string, text: Uint8Array): Uint8Array {
  const name = encoder.encode(keyword);
  if (kind === 'tEXt') return joined(name, [0], text);
  if (kind === 'zTXt') return joined(name, [0, 0], zlibSync(text));
  if (kind === 'iTXt') return joined(name, [0, 0, 0, 0, 0], text);
  if (kind === 'iTXt compressed') return joined(name, [0, 1, 0, 0x65, 0x6e, 0, 0x78, 0], zlibSync(text));
  return joined(name, [0, 0], [1, 2, 3, 4, 5]);
}

function chunked(chunks: readonly [string, Uint8Array][]): Uint8Array {
  const parts = [['IHDR', new Uint8Array(13)] as const, ...chunks, ['IEND', new Uint8Array()] as const].flatMap(([type, data]) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, data.length);
    return [length, encoder.encode(type), data, new Uint8Array(4)];
  });
  return joined([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], ...parts);
}

function joined(...parts: ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
