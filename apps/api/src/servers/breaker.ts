import type { AttemptFailure } from '../database/entities/attempt.entity.js';

/** Troubles in a row. */
export const opensAfter = 3;
const rest = { firstMs: 5_000, longestMs: 60_000 };

/** The breaker of a server that this process saw fail often enough, until the database was asked. */
export function openedNow(reason: string, nowMs: number): Breaker {
  return { state: 'open', reason: `${opensAfter} troubles in a row; the last: ${reason}`, triesAgainAtMs: nowMs + rest.firstMs };
}

/** What is wrong with the server and not with the cell. */
const troubles: ReadonlySet<string> = new Set<AttemptFailure>(['connection', 'server-gone', 'stuck']);
/** Ends that say nothing of the server: a person, our own disk, or a program that stopped. */
const silent: ReadonlySet<string> = new Set<AttemptFailure>(['disk-full', 'stopped']);

/** An attempt's end, as the breaker needs it. */
export interface AttemptEnding {
  state: 'done' | 'failed' | 'lost';
  failure: AttemptFailure | null;
  error: string | null;
  finishedAtMs: number;
}

/** `half-open`: one cell is tried. */
export type Breaker = { state: 'closed' } | { state: 'open'; reason: string; triesAgainAtMs: number } | { state: 'half-open'; reason: string };

export type BreakerState = Breaker['state'];

/**
 * Whether a server is to be left alone: after three troubles in a row it rests 5 s, then one cell is tried; each further trouble doubles the rest, up to 60 s.
 * `endings`: of its last attempts, the newest first. Judged from the database, so that every process says the same and a restart forgets nothing.
 */
export function breakerOf(endings: readonly AttemptEnding[], nowMs: number): Breaker {
  const telling = endings.filter((ending) => !isSilent(ending));
  const proof = telling.findIndex((ending) => !isTrouble(ending));
  const inARow = proof === -1 ? telling : telling.slice(0, proof);
  const [newest] = inARow;
  if (newest === undefined || inARow.length < opensAfter) return { state: 'closed' };
  const restMs = Math.min(rest.longestMs, rest.firstMs * 2 ** (inARow.length - opensAfter));
  const triesAgainAtMs = newest.finishedAtMs + restMs;
  const reason = `${inARow.length} troubles in a row; the last: ${newest.error ?? 'it gave no reason'}`;
  return nowMs < triesAgainAtMs ? { state: 'open', reason, triesAgainAtMs } : { state: 'half-open', reason };
}

function isTrouble({ failure }: AttemptEnding): boolean {
  return failure !== null && troubles.has(failure);
}

function isSilent({ state, failure }: AttemptEnding): boolean {
  if (failure === null) return state === 'lost';
  return silent.has(failure);
}
