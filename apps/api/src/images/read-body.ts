import type { Readable } from 'node:stream';
import { RefusedError } from '../http/refused.error.js';

/** The largest upload, in bytes. */
export const uploadLimitBytes = 50 * 1024 * 1024;

/** A request's body as it came. Throws RefusedError (413) past the limit, before it is all in memory. */
export async function readBody(request: Readable, limitBytes: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    // Node's requests give buffers.
    const bytes = chunk as Buffer;
    sizeBytes += bytes.byteLength;
    if (sizeBytes > limitBytes) throw new RefusedError(`The file is larger than ${limitBytes / 1024 / 1024} MiB, the most that is taken.`, { status: 413 });
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
