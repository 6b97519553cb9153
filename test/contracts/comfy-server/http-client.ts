import { Agent, request as startRequest } from 'node:http';
import { request as startSecureRequest } from 'node:https';
import type { FormPart } from './recording.js';

export interface RawAnswer { status: number; headers: Record<string, string>; body: Buffer }
export interface RawRequest { method: string; path: string; headers: Record<string, string>; body: Buffer | undefined }

const agent = new Agent({ keepAlive: true });

/** A request with headers exactly as given, Host and Origin included, which fetch would not send. */
export async function sendRequest(baseUrl: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const start = baseUrl.startsWith('https:') ? startSecureRequest : startRequest;
  const options = { method, headers: { ...(body && { 'content-length': String(body.length) }), ...headers }, ...(baseUrl.startsWith('http:') && { agent }) };
  return new Promise((resolve, reject) => {
    const request = start(new URL(path, baseUrl), options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: flatHeaders(response.headers), body: Buffer.concat(chunks) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

const boundary = '----gridscope-conformance';

/** The body of a multipart form, byte by byte as it was recorded, and its content type. */
export function encodeForm(parts: readonly FormPart[]): { contentType: string; body: Buffer } {
  const pieces = parts.flatMap((part) => {
    const isFile = 'base64' in part;
    const disposition = `Content-Disposition: form-data; name="${part.name}"${isFile ? `; filename="${part.filename}"` : ''}\r\n`;
    const type = isFile ? `Content-Type: ${part.type}\r\n` : '';
    const content = isFile ? Buffer.from(part.base64, 'base64') : Buffer.from(part.value, 'utf8');
    return [Buffer.from(`--${boundary}\r\n${disposition}${type}\r\n`, 'utf8'), content, Buffer.from('\r\n')];
  });
  return { contentType: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]) };
}

function flatHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
}
