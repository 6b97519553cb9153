import { z } from 'zod';
import { RefusedError } from '../http/refused.error.js';
import type { ListPlace } from './experiments.repository.js';

const place = z.tuple([z.union([z.string(), z.number()]), z.string()]);

/** Where a list goes on, as text that only we read. */
export function writeCursor({ key, id }: ListPlace): string {
  return Buffer.from(JSON.stringify([key, id])).toString('base64url');
}

/** Throws RefusedError for text that is none of ours. */
export function readCursor(text: string): ListPlace {
  const parsed = place.safeParse(jsonOrUndefined(Buffer.from(text, 'base64url').toString()));
  if (!parsed.success) throw new RefusedError('The list cannot go on from there: "after" is not what an earlier page gave as "next".');
  const [key, id] = parsed.data;
  return { key, id };
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
