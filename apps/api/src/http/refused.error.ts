import type { Problem } from '@gridscope/contract';

/** Somebody asked for what cannot be had; the sentence is for them. */
export class RefusedError extends Error {
  /** HTTP status, 400 to 499. */
  readonly status: number;
  readonly problems: Problem[];

  constructor(detail: string, options: { status?: number; problems?: Problem[]; cause?: unknown } = {}) {
    super(detail, { cause: options.cause });
    this.name = 'RefusedError';
    this.status = options.status ?? 400;
    this.problems = options.problems ?? [];
  }
}

/** There is no such thing (any more). */
export function notFound(noun: string, id: string): RefusedError {
  return new RefusedError(`There is no ${noun} ${id}. It may have been deleted.`, { status: 404 });
}
