import type { z } from 'zod';

/** One route of the API: the truth that controller, page, command line and OpenAPI document share. */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below `/api/v1`; parameters are written `:name`. */
  path: string;
  /** One sentence for the document. */
  summary: string;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Absent: no body in the answer (204), or a file. */
  answer?: z.ZodType;
  /** It makes something new and answers 201. */
  isMaking?: true;
  /** It answers the same with 503 while the program cannot work. */
  isDownWith503?: true;
  /** Media type where the answer is a file. */
  file?: string;
  /** Media type where the request is a file. */
  upload?: string;
}

/** Keeps an endpoint's exact types. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}
