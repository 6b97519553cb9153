import type { ServerView } from '@gridscope/contract';
import { formatCounted, formatDuration, formatMoment } from '../../services/format';

export interface ServerStatus {
  /** Shape of the state, beside its colour. */
  mark: string;
  word: string;
  tone: 'text-done' | 'text-running' | 'text-failed' | 'text-warning' | 'text-ink-3';
}

/** How a server is, and what holds it back beside that. */
export function serverStatus(server: ServerView): ServerStatus[] {
  return [health(server), ...restraint(server)];
}

/** Why a server does not draw as it could, and what becomes of that, a sentence each. */
export function serverTroubles({ state, reason, since, isDraining, seatsTaken, breaker, triedAgainAt }: ServerView, nowMs: number): string[] {
  const isAway = state === 'unreachable' || state === 'stuck';
  const sinceWhen = since === undefined ? '' : `Since ${formatMoment(since, nowMs)}. `;
  return [
    ...(isAway ? [`${sinceWhen}${reason ?? 'It has not said why.'}`] : []),
    ...(isDraining ? [seatsTaken > 0 ? `Draining: it finishes the ${formatCounted(seatsTaken, 'cell')} it holds and is given nothing more.` : 'Drained: it is given nothing until you use it again.'] : []),
    ...(breaker === 'open' ? [`Left alone after failures in a row${triedAgain(triedAgainAt, nowMs)}.`] : []),
    ...(breaker === 'half-open' ? ['It failed several times in a row: it is tried with one cell, and used fully once that is drawn.'] : []),
  ];
}

function triedAgain(atMs: number | undefined, nowMs: number): string {
  if (atMs === undefined) return '';
  return atMs <= nowMs ? '; tried again now' : `; tried again in ${formatDuration(Math.ceil((atMs - nowMs) / 1000))}`;
}

function health({ state, working }: ServerView): ServerStatus {
  if (state === 'unreachable') return { mark: '×', word: 'unreachable', tone: 'text-failed' };
  if (state === 'stuck') return { mark: '■', word: 'stuck', tone: 'text-failed' };
  if (state === 'unknown') return { mark: '·', word: 'not asked yet', tone: 'text-ink-3' };
  return working === undefined ? { mark: '●', word: 'ready', tone: 'text-done' } : { mark: '◔', word: 'drawing', tone: 'text-running' };
}

function restraint({ isDraining, seatsTaken, breaker }: ServerView): ServerStatus[] {
  return [
    ...(isDraining ? [{ mark: '↓', word: seatsTaken > 0 ? 'draining' : 'drained', tone: 'text-warning' as const }] : []),
    ...(breaker === 'closed' ? [] : [{ mark: '▲', word: breaker === 'open' ? 'left alone' : 'on trial', tone: 'text-warning' as const }]),
  ];
}
