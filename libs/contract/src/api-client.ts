import type { z } from 'zod';
import type { Endpoint } from './endpoint.js';
import { problemAnswer, type Problem } from './problem.js';

type BodyOf<E> = E extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : E extends { upload: string } ? { body: Uint8Array | Blob } : { body?: undefined };
type QueryOf<E> = E extends { query: infer Q extends z.ZodType } ? { query?: z.input<Q> } : { query?: undefined };
type ParametersOf<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name]: string } & ParametersOf<Rest>
  : P extends `${string}:${infer Name}.${string}`
    ? { [K in Name]: string }
    : P extends `${string}:${infer Name}`
      ? { [K in Name]: string }
      : object;
type AnswerOf<E> = E extends { answer: infer A extends z.ZodType } ? z.output<A> : undefined;

export type RequestOf<E extends Endpoint> = BodyOf<E> & QueryOf<E> & { parameters?: ParametersOf<E['path']>; signal?: AbortSignal };

/** The API refused, with its problem answer: `detail` is a sentence for people. */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: Problem[];

  constructor(detail: string, options: { status: number; problems?: Problem[]; cause?: unknown }) {
    super(detail, { cause: options.cause });
    this.name = 'ApiError';
    this.status = options.status;
    this.problems = options.problems ?? [];
  }
}

/** The API did not answer at all. */
export class ApiUnreachableError extends Error {
  constructor(baseUrl: string, cause: unknown) {
    super(`Gridscope at ${baseUrl} does not answer. Is it running?`, { cause });
    this.name = 'ApiUnreachableError';
  }
}

/** A typed client of the API for page and command line; answers are parsed, so a mismatch shows where it enters. */
export class ApiClient {
  constructor(private readonly options: { /** Without `/api/v1`; empty text: the page's own. */ baseUrl: string; token?: string; fetch?: typeof fetch }) {}

  /** Address of an endpoint with its parameters and query filled in. */
  urlOf(endpoint: Endpoint, request: { parameters?: object; query?: object | undefined } = {}): string {
    const parameters = new Map(Object.entries(request.parameters ?? {}));
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, key: string) => encodeURIComponent(String(parameters.get(key))));
    const query = new URLSearchParams();
    for (const [key, value] of Object.entries(request.query ?? {})) if (value !== undefined) query.set(key, String(value));
    return `${this.options.baseUrl}/api/v1${path}${query.size > 0 ? `?${query}` : ''}`;
  }

  /** Asks one endpoint. Throws ApiError when refused and ApiUnreachableError when nobody answers. */
  async request<E extends Endpoint>(endpoint: E, request: RequestOf<E>): Promise<AnswerOf<E>> {
    const response = await this.send(endpoint, request);
    if (!response.ok) throw await refusal(response);
    // The answer schema is what AnswerOf reads, or there is none and the answer is undefined.
    if (endpoint.answer === undefined) return undefined as AnswerOf<E>;
    return endpoint.answer.parse(await response.json()) as AnswerOf<E>;
  }

  private async send(endpoint: Endpoint, request: { parameters?: object; query?: object | undefined; body?: unknown; signal?: AbortSignal }): Promise<Response> {
    const headers = new Headers();
    if (this.options.token !== undefined) headers.set('authorization', `Bearer ${this.options.token}`);
    const isFile = endpoint.upload !== undefined;
    if (request.body !== undefined) headers.set('content-type', isFile ? 'application/octet-stream' : 'application/json');
    // A file goes as it is, everything else as JSON.
    const body = request.body === undefined ? undefined : isFile ? (request.body as BodyInit) : JSON.stringify(request.body);
    const send = this.options.fetch ?? fetch;
    try {
      return await send(this.urlOf(endpoint, request), { method: endpoint.method, headers, body, signal: request.signal });
    } catch (error) {
      if (request.signal?.aborted === true) throw error;
      throw new ApiUnreachableError(this.options.baseUrl, error);
    }
  }
}

async function refusal(response: Response): Promise<ApiError> {
  const text = await response.text();
  const parsed = problemAnswer.safeParse(jsonOrUndefined(text));
  if (!parsed.success) return new ApiError(`The API answered ${response.status} ${response.statusText}.`, { status: response.status, cause: text.slice(0, 500) });
  return new ApiError(parsed.data.detail, { status: response.status, problems: parsed.data.problems });
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
