import { CannotBypassError, UnknownInputError } from '@gridscope/comfy';
import { ClientClosedError, ComfyError, RunFailedError } from '@gridscope/comfy/client';
import { ContradictionError } from '../generators/generator.js';
import { RefusedError } from '../http/refused.error.js';
import { StoreFullError } from '../images/image-store.js';
import { BrokenPictureError } from '../images/images.service.js';
import { RunStoppedError } from './run-stopped.error.js';

/** What becomes of a cell whose attempt did not come out. */
export type Verdict =
  /** The program or a person ended it: nothing is written, the next start or the person's wish decides. */
  | { next: 'nothing' }
  /** Trouble that passes: it is drawn again by itself. */
  | { next: 'again'; reason: string }
  /** Nothing wrong with the cell, but no drawing makes sense before a person has acted. */
  | { next: 'pause'; reason: string }
  /** It would fail again. */
  | { next: 'fail'; reason: string; /** Not foreseen: logged whole. */ isFault?: true };

/** The most attempts in a row that may be lost before a cell counts as failed. */
export const lostAttemptsLimit = 5;

/** The one place where an error becomes retry, later or give up. Calls that cost money are never repeated by themselves. */
export function judgeFailure(error: unknown, context: { lostBefore: number; isPaid: boolean; isStopping: boolean }): Verdict {
  if (context.isStopping || error instanceof RunStoppedError || error instanceof ClientClosedError) return { next: 'nothing' };
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof StoreFullError || isDiskFull(error)) return { next: 'pause', reason };
  if (!isPassing(error)) return { next: 'fail', reason, ...(isForeseen(error) ? {} : { isFault: true as const }) };
  if (context.isPaid) return { next: 'fail', reason: `${reason}. It calls a service that costs money, so it is not tried again by itself.` };
  if (context.lostBefore + 1 >= lostAttemptsLimit) return { next: 'fail', reason: `${reason} (tried ${context.lostBefore + 1} times)` };
  return { next: 'again', reason };
}

/** What may well succeed at the next try. Out of memory would not: the same picture needs the same memory. */
function isPassing(error: unknown): boolean {
  if (error instanceof RunFailedError) return false;
  if (error instanceof ComfyError) return error.isRetryable;
  // A server that was just removed or is not ready; a file that broke on its way.
  return error instanceof BrokenPictureError || (error instanceof RefusedError && (error.status === 404 || error.status === 409));
}

function isForeseen(error: unknown): boolean {
  return [ComfyError, ContradictionError, UnknownInputError, CannotBypassError, RefusedError].some((kind) => error instanceof kind);
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && (('code' in error && (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL')) || /database or disk is full/.test(error.message));
}

/** How long a cell rests before its next attempt, in milliseconds: 0.5 s, doubled each time, at most 30 s. */
export function restMs(lostBefore: number): number {
  return Math.min(30_000, 500 * 2 ** lostBefore);
}
