import type { AttemptFailure } from '../database/entities/attempt.entity.js';
import { ClaimLostError, RunLostError, RunStoppedError } from './abort-reason.js';
import { failureOf, isForeseen, isPassing, isServerError } from './failure-of.js';

/** What becomes of a cell whose attempt did not come out. */
export type Verdict =
  /** A person or another worker ended it: nothing is written. */
  | { next: 'nothing' }
  /** Trouble that passes: it is drawn again by itself, after a rest. */
  | { next: 'again'; failure: AttemptFailure; reason: string; restMs: number }
  /** Nothing wrong with the cell, but no drawing makes sense before a person has acted. */
  | { next: 'pause'; failure: AttemptFailure; reason: string }
  /** It would fail again. */
  | { next: 'fail'; failure: AttemptFailure; reason: string; /** Not foreseen: logged whole. */ isFault?: true };

/** An earlier attempt that came to nothing. */
export interface LostAttempt {
  serverId: string;
  serverName: string;
  failure: AttemptFailure | null;
}

/** A server as far as its part in a failure goes. */
export interface JudgedServer {
  id: string;
  name: string;
  isReady: boolean;
  memoryTotalBytes?: number | undefined;
}

export interface FailureContext {
  isPaid: boolean;
  /** The server had begun with it and not finished. */
  isDrawing: boolean;
  server: JudgedServer;
  /** The other servers that can draw it. */
  others: readonly JudgedServer[];
  /** Attempts at the same that were lost since one ended otherwise, newest first. */
  lost: readonly LostAttempt[];
  /** 0 to 1, for the jitter. */
  random: number;
}

/** The most attempts in a row that one kind of trouble on the way may cost before a cell counts as failed. */
export const lostAttemptsLimit = 5;
/** The same where it takes longer to get well: a server that answers with errors of its own, a worker that ends. */
export const patientLimit = 20;
/** So often servers may go away with a cell before it is named as the probable cause. */
const goneLimit = 3;

/** The one place where an error becomes retry, later or give up. Calls that cost money are never repeated by themselves. */
export function judgeFailure(error: unknown, context: FailureContext): Verdict {
  if (error instanceof RunStoppedError || error instanceof ClaimLostError) return { next: 'nothing' };
  const reason = error instanceof Error ? error.message : String(error);
  const failure = failureOf(error, context);
  if (failure === 'disk-full') return { next: 'pause', failure, reason };
  if (failure === 'out-of-memory') return elsewhere(reason, context);
  if (!isPassing(error)) return { next: 'fail', failure, reason, ...(isForeseen(error) ? {} : { isFault: true as const }) };
  if (context.isPaid) return { next: 'fail', failure, reason: `${ended(reason)} It calls a service that costs money, so it is not tried again by itself.` };
  if (failure === 'server-gone' && isPoisonous(context)) return { next: 'fail', failure, reason: `${ended(reason)} ${describePoison(context)}` };
  const tries = context.lost.filter((attempt) => attempt.failure === failure).length + 1;
  if (tries >= limitOf(failure, error)) return { next: 'fail', failure, reason: `${reason} (tried ${tries} times)` };
  return { next: 'again', failure, reason, restMs: isNobodysFault(error) ? 0 : restMs(blamed(context.lost).length, context.random) };
}

/** How long a cell rests before its next attempt, in milliseconds: 0.5 s, doubled each time, at most 30 s, a quarter less or more by chance. `random` runs from 0 to 1. */
export function restMs(lostBefore: number, random: number): number {
  return Math.round(Math.min(30_000, 500 * 2 ** lostBefore) * (0.75 + random / 2));
}

/** The same picture needs the same memory: it is tried once more, on a server that has more of it. */
function elsewhere(reason: string, { server, others, lost, isPaid, random }: FailureContext): Verdict {
  const failure = 'out-of-memory';
  const before = lost.find((attempt) => attempt.failure === failure);
  if (before !== undefined) return { next: 'fail', failure, reason: `${ended(reason)} Before that ${before.serverName} had too little memory for it.` };
  const larger = others.filter((other) => other.isReady && (other.memoryTotalBytes ?? 0) > (server.memoryTotalBytes ?? Infinity));
  if (larger.length === 0 || isPaid) return { next: 'fail', failure, reason };
  return { next: 'again', failure, reason: `${ended(reason)} It is tried once on a server with more memory (${larger.map((other) => other.name).join(', ')}).`, restMs: restMs(0, random) };
}

/** A cell that was there each time. Where another server can draw it, one server alone may be the cause itself. */
function isPoisonous(context: FailureContext): boolean {
  const servers = goneWith(context);
  return servers.length >= goneLimit && (new Set(servers.map(({ id }) => id)).size > 1 || context.others.length === 0);
}

function describePoison(context: FailureContext): string {
  const servers = goneWith(context);
  const names = [...new Set(servers.map(({ name }) => name))];
  return `The cell was there when ${names.join(' and ')} went away, ${servers.length} times; it is not tried again by itself.`;
}

function goneWith({ server, lost }: FailureContext): { id: string; name: string }[] {
  return [...lost.filter((attempt) => attempt.failure === 'server-gone').map(({ serverId: id, serverName: name }) => ({ id, name })), { id: server.id, name: server.name }];
}

/** A server that runs nothing says nothing about the cell, nor does a person who stops it (no failure). */
function blamed(lost: readonly LostAttempt[]): LostAttempt[] {
  return lost.filter((attempt) => attempt.failure !== null && attempt.failure !== 'stuck');
}

function limitOf(failure: AttemptFailure, error: unknown): number {
  if (isServerError(error) || (error instanceof RunLostError && failure === 'stopped')) return patientLimit;
  return failure === 'connection' || failure === 'server-gone' || failure === 'stuck' ? Infinity : lostAttemptsLimit;
}

/** A worker that ended, a server that was removed or runs nothing: there is nothing to wait for. */
function isNobodysFault(error: unknown): boolean {
  return error instanceof RunLostError && error.failure !== 'server-gone';
}

function ended(sentence: string): string {
  return /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
}
