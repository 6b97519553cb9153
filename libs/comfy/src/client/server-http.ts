import { z } from 'zod';
import { parseExactJson, stringifyExactJson, type Json } from '../protocol/exact-json.js';
import type { Clock } from './clock.js';
import { AnswerTooLargeError, ClientClosedError, ServerAnswerError, ServerTimeoutError, ServerUnreachableError } from './comfy-error.js';
import type { ServerAddress } from './server-address.js';

/** What we need of `fetch`: the platform's fits, undici's, and undici's plainer `request` in a few words (`pooled-fetch.ts`). */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit { method: string; headers: Record<string, string>; body: string | Uint8Array<ArrayBuffer> | null; redirect: 'manual'; signal: AbortSignal }

export interface FetchAnswer { status: number; headers: { get(name: string): string | null }; body: AsyncIterable<Uint8Array> | null }

export interface Request {
  method: 'GET' | 'POST';
  path: string;
  query?: Record<string, string>;
  body?: RequestBody;
  signal?: AbortSignal | undefined;
  /** Counts from when the request is sent to when its whole answer is there. */
  timeoutMs: number;
  maxAnswerBytes: number;
}

export interface RequestBody { contentType: string; content: string | Uint8Array<ArrayBuffer> }

export interface Answer { status: number; contentType: string; bytes: Uint8Array }

const MOST_BODY_KEPT = 2_000;
/** Shorter header values are no secrets, and would blot out ordinary words. */
const shortestSecret = 4;

/** Requests to one server: addresses, headers, time-outs, limits, and errors one can tell apart. */
export class ServerHttp {
  private readonly closing = new AbortController();

  constructor(private readonly options: { address: ServerAddress; headers: Record<string, string>; fetch: Fetch; clock: Clock }) {}

  /** The answer, whatever its status. */
  async send(request: Request): Promise<Answer> {
    request.signal?.throwIfAborted();
    this.closing.signal.throwIfAborted();
    const stop = new AbortController();
    const cancelTimeout = this.options.clock.after(request.timeoutMs, () => stop.abort(new ServerTimeoutError(this.serverUrl, nameOf(request), request.timeoutMs)));
    const unfollow = [request.signal, this.closing.signal].map((signal) => follow(signal, stop));
    try {
      return await this.exchange(request, stop.signal);
    } catch (error) {
      if (stop.signal.aborted) throw stop.signal.reason;
      throw error instanceof AnswerTooLargeError ? error : new ServerUnreachableError(this.serverUrl, nameOf(request), error);
    } finally {
      cancelTimeout();
      for (const end of unfollow) end();
    }
  }

  /** The answer of a request that should be 200 and hold what the schema says. */
  async json<T extends z.ZodType>(request: Request, schema: T): Promise<z.infer<T>> {
    const answer = await this.ok(request);
    return this.parse(request, answer, schema);
  }

  /** The answer of a request that should be 200. Throws ServerAnswerError for any other status. */
  async ok(request: Request): Promise<Answer> {
    const answer = await this.send(request);
    if (answer.status !== 200) throw this.unexpected(request, answer);
    return answer;
  }

  /** Reads a body; throws ServerAnswerError where it is not what the schema says. */
  parse<T extends z.ZodType>(request: Request, answer: Answer, schema: T): z.infer<T> {
    try {
      // Python writes bare NaN where a workflow held it.
      return schema.parse(parseExactJson(textOf(answer), { allowNaN: true }));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof z.ZodError) throw this.unexpected(request, answer, error);
      throw error;
    }
  }

  unexpected(request: Request, answer: Answer, cause?: unknown): ServerAnswerError {
    return new ServerAnswerError(this.serverUrl, nameOf(request), answer.status, this.withoutSecrets(textOf(answer)).slice(0, MOST_BODY_KEPT), cause);
  }

  /** Some error pages repeat the headers that they were sent. */
  private withoutSecrets(text: string): string {
    const values = Object.values({ ...this.options.address.headers, ...this.options.headers }).filter((value) => value.length >= shortestSecret);
    return values.reduce((rest, value) => rest.replaceAll(value, '…'), text);
  }

  /** Ends the requests that are under way. */
  close(): void {
    this.closing.abort(new ClientClosedError(this.serverUrl));
  }

  private get serverUrl(): string {
    return this.options.address.shown;
  }

  private async exchange(request: Request, signal: AbortSignal): Promise<Answer> {
    const { address, headers, fetch } = this.options;
    const response = await fetch(address.httpUrl(request.path, request.query), {
      method: request.method,
      headers: { ...address.headers, ...headers, ...(request.body === undefined ? {} : { 'content-type': request.body.contentType }) },
      body: request.body?.content ?? null,
      // Our headers may be secrets of this server: they follow no redirect.
      redirect: 'manual',
      signal,
    });
    const bytes = await readLimited(response, () => new AnswerTooLargeError(this.serverUrl, nameOf(request), request.maxAnswerBytes), request.maxAnswerBytes);
    return { status: response.status, contentType: response.headers.get('content-type') ?? '', bytes };
  }
}

/** Aborts the one when the other is aborted, until told to end. By hand: AbortSignal.any on a long-lived signal leaks in Node 20. */
function follow(signal: AbortSignal | undefined, stop: AbortController): () => void {
  const abort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  return () => signal?.removeEventListener('abort', abort);
}

/** Request as it stands in messages; the query is left out, as it may hold a token. */
function nameOf({ method, path }: Request): string {
  return `${method} ${path}`;
}

function textOf(answer: Answer): string {
  return new TextDecoder().decode(answer.bytes);
}

/** A JSON body with exact integers. Throws TypeError for NaN and infinities. */
export function jsonBody(value: Json): RequestBody {
  return { contentType: 'application/json', content: stringifyExactJson(value) };
}

/** A multipart body, encoded by the platform's own FormData. */
export async function formBody(form: FormData): Promise<RequestBody> {
  const encoded = new Response(form);
  return { contentType: encoded.headers.get('content-type') ?? '', content: new Uint8Array(await encoded.arrayBuffer()) };
}

async function readLimited(response: FetchAnswer, tooLarge: () => Error, maxBytes: number): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
