import type { Request, Response } from 'express';
import { pipeline } from 'node:stream/promises';
import { parseByteRange } from './byte-range.js';
import type { ImageStore, StoreKey } from './image-store.js';
import { GoneError } from './gone.error.js';

/** How a file of the store is given out. */
export interface FileAnswer {
  key: StoreKey;
  mediaType: string;
  /** Saved under this name rather than shown. */
  attachmentName?: string;
}

/** Never asked for again: the address holds the hash of what it gives. */
export const immutable = 'private, max-age=31536000, immutable';

/** Sends a file of the store: immutable, with its hash as ETag, a stretch of it where one is asked for. */
export async function sendFile(store: ImageStore, file: FileAnswer, request: Request, response: Response): Promise<void> {
  const found = await store.find(file.key);
  if (found === undefined) throw new GoneError(file.key);
  writeHeaders(file, response);
  if (request.fresh) return void response.status(304).end();
  const range = parseByteRange(request.headers.range, found.sizeBytes);
  if (range === 'unsatisfiable') return void response.status(416).set('content-range', `bytes */${found.sizeBytes}`).end();
  if (range !== undefined) response.status(206).set('content-range', `bytes ${range.from}-${range.to}/${found.sizeBytes}`);
  response.set('content-length', String(range === undefined ? found.sizeBytes : range.to - range.from + 1));
  if (request.method === 'HEAD') return void response.end();
  await pump(store, file.key, range, response);
}

function writeHeaders({ key, mediaType, attachmentName }: FileAnswer, response: Response): void {
  response.status(200).set({ 'content-type': mediaType, 'cache-control': immutable, etag: `"${key}"`, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' });
  // The name came from a server: only harmless characters of it go into the header.
  if (attachmentName !== undefined) response.set('content-disposition', `attachment; filename="${attachmentName.replace(/[^A-Za-z0-9._-]/g, '_')}"`);
}

/** A reader who goes away in the middle ends the stream, and is no fault. */
async function pump(store: ImageStore, key: StoreKey, range: Parameters<ImageStore['open']>[1], response: Response): Promise<void> {
  try {
    await pipeline(await store.open(key, range), response);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE')) throw error;
  }
}
