import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from '@gridscope/comfy';
import { pythonJson } from '../execution/python-text.js';

/** What a route answers. */
export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Answers without length, as aiohttp's static files do for what they do not find. */
  isChunked?: boolean;
}

/** A request with what the router has taken apart. */
export interface Ask {
  request: IncomingMessage;
  method: string;
  path: string;
  query: URLSearchParams;
  /** By name in the route's pattern, decoded. */
  parameters: Record<string, string>;
  /** Throws BodyTooLargeError. */
  body(): Promise<Buffer>;
}

export function json(value: Json, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: pythonJson(value) };
}

export function text(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

export function empty(status = 200): Answer {
  return { status };
}

/** What aiohttp says when a handler raises. */
export const serverTrouble: Answer = text('500 Internal Server Error\n\nServer got itself in trouble', 500);

/** What the static files at `/` say to an unknown path. */
export const notFound: Answer = { status: 404, headers: { 'content-type': 'application/octet-stream' }, isChunked: true };

/** Writes an answer; for HEAD the headers alone. */
export function send(response: ServerResponse, answer: Answer, method: string): void {
  response.statusCode = answer.status;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  const body = Buffer.from(answer.body ?? '');
  if (answer.isChunked === true) response.setHeader('transfer-encoding', 'chunked');
  else if (answer.status !== 304 && !response.hasHeader('content-length')) response.setHeader('content-length', body.length);
  response.end(method === 'HEAD' ? undefined : body);
}
