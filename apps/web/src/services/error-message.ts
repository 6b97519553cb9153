import { ApiError, ApiUnreachableError } from '@gridscope/contract';
import { z } from 'zod';

/** What went wrong, as a sentence for people. */
export function errorMessage(error: unknown): string {
  if (error instanceof ApiError) return error.message;
  if (error instanceof ApiUnreachableError) return 'Gridscope does not answer. Is it still running?';
  if (error instanceof z.ZodError) return 'The API answered in a way this page does not know; reload the page to get the version that fits.';
  return error instanceof Error ? error.message : String(error);
}
