import type { IncomingMessage } from 'node:http';

/** The body is larger than the server takes: 413. */
export class BodyTooLargeError extends Error {
  constructor(readonly limitBytes: number) {
    super(`Maximum request body size ${limitBytes} exceeded.`);
  }
}

/** The whole body. Throws BodyTooLargeError past the limit; what is left is read and dropped, so that the answer reaches the client. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // A request without an encoding set gives buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= limitBytes) chunks.push(bytes);
  }
  if (size > limitBytes) throw new BodyTooLargeError(limitBytes);
  return Buffer.concat(chunks);
}
