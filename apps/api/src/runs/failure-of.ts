import { CannotBypassError, UnknownInputError } from '@gridscope/comfy';
import { ComfyError, PromptLostError, PromptRefusedError, RunFailedError, RunInterruptedError, ServerAnswerError, ServerTimeoutError, ServerUnreachableError } from '@gridscope/comfy/client';
import type { AttemptFailure } from '../database/entities/attempt.entity.js';
import { ContradictionError, NothingDrawnError } from '../generators/generator.js';
import { RefusedError } from '../http/refused.error.js';
import { StoreFullError } from '../images/image-store.js';
import { BrokenPictureError } from '../images/images.service.js';
import { RunLostError } from './abort-reason.js';

/** The kind of what went wrong. `isDrawing`: the server had begun with it, so that its going away may be the cell's doing. */
export function failureOf(error: unknown, { isDrawing }: { isDrawing: boolean }): AttemptFailure {
  if (error instanceof RunLostError) return error.failure;
  if (error instanceof StoreFullError || isDiskFull(error)) return 'disk-full';
  if (error instanceof RunFailedError) return error.isOutOfMemory ? 'out-of-memory' : 'failed';
  if (error instanceof RunInterruptedError) return 'stopped';
  if (isAbsence(error)) return isDrawing ? 'server-gone' : 'connection';
  if (error instanceof ContradictionError) return 'contradiction';
  if (isServerError(error) || isNotThere(error)) return 'connection';
  return [PromptRefusedError, UnknownInputError, CannotBypassError, RefusedError].some((kind) => error instanceof kind) ? 'refused' : 'failed';
}

/** What may well succeed at the next try. */
export function isPassing(error: unknown): boolean {
  if (error instanceof RunFailedError) return false;
  if (error instanceof ComfyError) return error.isRetryable;
  return error instanceof RunLostError || error instanceof BrokenPictureError || isNotThere(error);
}

/** It answers, but with an error of its own. */
export function isServerError(error: unknown): boolean {
  return error instanceof ServerAnswerError && error.isRetryable;
}

export function isForeseen(error: unknown): boolean {
  return [ComfyError, ContradictionError, NothingDrawnError, UnknownInputError, CannotBypassError, RefusedError].some((kind) => error instanceof kind);
}

function isAbsence(error: unknown): boolean {
  return [ServerUnreachableError, ServerTimeoutError, PromptLostError].some((kind) => error instanceof kind);
}

/** A server that was just removed, or is not ready. */
function isNotThere(error: unknown): boolean {
  return error instanceof RefusedError && (error.status === 404 || error.status === 409);
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && (('code' in error && (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL')) || /database or disk is full/.test(error.message));
}
