import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import busboy from 'busboy';

export interface FormFile { filename: string; bytes: Buffer }
/** The parts of a form by name; the last one counts. */
export type Form = ReadonlyMap<string, string | FormFile>;

/** The parts of a multipart body; empty for a body of another kind. */
export async function readForm(request: IncomingMessage, body: Buffer): Promise<Form> {
  const form = new Map<string, string | FormFile>();
  if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data')) return form;
  const parser = busboy({ headers: request.headers, preservePath: true, defParamCharset: 'utf8' });
  parser.on('field', (name, value) => form.set(name, value));
  parser.on('file', (name, stream, { filename }) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => form.set(name, { filename: filename ?? '', bytes: Buffer.concat(chunks) }));
  });
  const parsed = new Promise<void>((resolve, reject) => parser.on('close', resolve).on('error', reject));
  new PassThrough().end(body).pipe(parser);
  await parsed;
  return form;
}
