import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { BigIntStats } from 'node:fs';
import { empty, type Answer, type Ask } from './answer.js';
import { convertPicture } from './convert-picture.js';
import type { EngineCore } from './engine-core.js';
import { findPlace } from './file-place.js';
import type { Route } from './router.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.webp': 'image/webp', '.gif': 'image/gif', '.bmp': 'image/bmp', '.avif': 'image/avif',
  '.svg': 'image/svg+xml', '.txt': 'text/plain', '.json': 'application/json', '.html': 'text/html', '.htm': 'text/html', '.xhtml': 'application/xhtml+xml',
  '.xml': 'application/xml', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.mp4': 'video/mp4', '.webm': 'video/webm',
  '.wav': 'audio/x-wav', '.mp3': 'audio/mpeg', '.flac': 'audio/flac', '.ogg': 'audio/ogg',
};
/** What could run in a page is handed out as a download. */
const couldRun = new Set(['image/svg+xml', 'text/html', 'application/xhtml+xml', 'application/xml', 'text/css', 'text/javascript']);

/** `/view` (facts §1.9). */
export function viewRoutes(core: EngineCore): Route[] {
  return [{ method: 'GET', path: '/view', handler: (ask) => view(core, ask) }];
}

async function view(core: EngineCore, ask: Ask): Promise<Answer> {
  const filename = ask.query.get('filename');
  if (filename === null) return empty(404);
  const place = findPlace(filename, { type: ask.query.get('type') ?? 'output', subfolder: ask.query.get('subfolder') }, core.dirs);
  if ('refusal' in place) return empty(place.refusal);
  const file = await statFile(place.path);
  if (file === undefined) return empty(404);
  const bytes = await readFile(place.path);
  const picture = core.faults.corruptPictures === true ? corrupted(bytes) : bytes;
  const converted = await convertPicture(picture, { preview: ask.query.get('preview'), channel: ask.query.get('channel') });
  if (converted) return { status: 200, headers: { 'content-disposition': disposition(place.name), 'content-type': converted.contentType }, body: converted.bytes };
  return asFile(place.name, file, picture, ask, core.features.sendsNosniff);
}

function asFile(name: string, file: BigIntStats, bytes: Buffer, { request }: Ask, sendsNosniff: boolean): Answer {
  const etag = `"${file.mtimeNs.toString(16)}-${file.size.toString(16)}"`;
  const headers: Record<string, string> = {
    ...(sendsNosniff && { 'x-content-type-options': 'nosniff' }),
    ...typeHeaders(name, request.headers['sec-fetch-dest']),
    etag,
    'last-modified': new Date(Number(file.mtimeMs)).toUTCString(),
  };
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim() === etag || tag.trim() === '*')) return { status: 304, headers };
  headers['accept-ranges'] = 'bytes';
  const { range } = request.headers;
  if (range === undefined) return { status: 200, headers, body: bytes };
  const part = readRange(range, bytes.length);
  if (part === undefined) return { status: 416, headers: { ...headers, 'content-range': `bytes */${bytes.length}` } };
  return { status: 206, headers: { ...headers, 'content-range': `bytes ${part.from}-${part.to}/${bytes.length}` }, body: bytes.subarray(part.from, part.to + 1) };
}

function typeHeaders(name: string, destination: string | string[] | undefined): Record<string, string> {
  const type = contentTypes[extname(name).toLowerCase()] ?? 'application/octet-stream';
  if (!couldRun.has(type)) return { 'content-disposition': disposition(name), 'content-type': type };
  const isShown = type === 'image/svg+xml' && destination === 'image';
  return {
    vary: 'Sec-Fetch-Dest',
    'cache-control': 'no-store',
    'content-disposition': isShown ? disposition(name) : `attachment; ${disposition(name)}`,
    'content-type': isShown ? type : 'application/octet-stream',
  };
}

/** Header values are Latin-1; letters outside of it are percent-encoded. */
function disposition(name: string): string {
  return `filename="${name.replace(/[^\u0020-\u00ff]/g, (letter) => encodeURIComponent(letter))}"`;
}

interface Part { from: number; to: number }

/** One range of bytes, ends included; undefined where it lies outside. */
function readRange(range: string, size: number): Part | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range);
  if (match === null || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from < size && from <= to ? { from, to } : undefined;
}

async function statFile(path: string): Promise<BigIntStats | undefined> {
  if (path.includes('\0')) return undefined;
  try {
    const file = await stat(path, { bigint: true });
    return file.isFile() ? file : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG')) return undefined;
    throw error;
  }
}

/** The fault: some bytes in the middle are not what was written. */
function corrupted(bytes: Buffer): Buffer {
  const broken = Buffer.from(bytes);
  const middle = Math.floor(bytes.length / 2);
  for (let at = middle; at < Math.min(middle + 16, bytes.length); at++) broken[at] = (broken[at] ?? 0) ^ 0xff;
  return broken;
}
