import type { ServerTimeline } from '@gridscope/contract';
import type { TimedRow } from './activity.repository.js';

export type TimelineSpan = ServerTimeline['spans'][number];

/** Spans shorter than this part of the whole are drawn together with their neighbours of the same kind. */
const finestPart = 1 / 400;

interface Stretch {
  from: number;
  to: number;
}

/** An absence; without an end while it lasts. */
interface Absence {
  kind: 'gone' | 'stuck';
  fromMs: number;
  untilMs: number | undefined;
}

/**
 * What a server did: waiting (claimed, not begun), loading and drawing of each attempt, and when it could not be used.
 * Cut to the stretch, by rising beginning; what is too short to be seen is drawn together, so that there are at most about a thousand of them.
 */
export function timelineSpans(attempts: readonly TimedRow[], absences: readonly Absence[], stretch: Stretch, nowMs: number): TimelineSpan[] {
  const spans = [
    ...attempts.flatMap((attempt) => spansOf(attempt, nowMs)),
    ...absences.map(({ kind, fromMs, untilMs }): TimelineSpan => ({ kind, from: fromMs, until: untilMs ?? nowMs })),
  ];
  const seen = spans.map((span) => ({ ...span, from: Math.max(span.from, stretch.from), until: Math.min(span.until, stretch.to) })).filter((span) => span.until > span.from);
  return together(seen.sort((a, b) => a.from - b.from), (stretch.to - stretch.from) * finestPart);
}

/** The part of a stretch, 0 to 1, in which the server loaded or drew one of the attempts. */
export function busyFraction(attempts: readonly TimedRow[], stretch: Stretch, nowMs: number): number {
  const spans = attempts.flatMap((attempt) => spansOf(attempt, nowMs)).filter((span) => span.kind === 'loading' || span.kind === 'drawing').sort((a, b) => a.from - b.from);
  let [busyMs, untilMs] = [0, stretch.from];
  for (const { from, until } of spans) {
    const end = Math.min(until, stretch.to);
    busyMs += Math.max(0, end - Math.max(from, untilMs));
    untilMs = Math.max(untilMs, end);
  }
  return busyMs / (stretch.to - stretch.from);
}

function spansOf(attempt: TimedRow, nowMs: number): TimelineSpan[] {
  const { cellId, planId, claimedAtMs } = attempt;
  const cell = { cellId, ...(planId === null ? {} : { planId }) };
  const endMs = attempt.finishedAtMs ?? nowMs;
  const beganMs = attempt.waitMs === null ? (attempt.startedAtMs ?? undefined) : claimedAtMs + attempt.waitMs;
  if (beganMs === undefined && attempt.drawMs === null) return [{ kind: 'waiting', from: claimedAtMs, until: endMs, ...cell }];
  const begins = Math.min(beganMs ?? endMs - (attempt.drawMs ?? 0), endMs);
  const draws = Math.min(begins + (attempt.loadMs ?? 0), endMs);
  // Fetching and keeping of the pictures comes after the server's own end.
  const ends = attempt.drawMs === null ? endMs : Math.min(draws + attempt.drawMs, endMs);
  return [
    { kind: 'waiting', from: claimedAtMs, until: begins, ...cell },
    { kind: 'loading', from: begins, until: draws, ...cell },
    { kind: 'drawing', from: draws, until: ends, ...cell },
  ];
}

/** Draws a span together with the last of its kind where the gap between them and one of them is too short to be seen. */
function together(spans: readonly TimelineSpan[], finestMs: number): TimelineSpan[] {
  const merged: TimelineSpan[] = [];
  const lastOf = new Map<TimelineSpan['kind'], number>();
  for (const span of spans) {
    const at = lastOf.get(span.kind);
    const last = at === undefined ? undefined : merged[at];
    const isShort = last !== undefined && (span.until - span.from < finestMs || last.until - last.from < finestMs) && span.from - last.until < finestMs;
    if (at !== undefined && last !== undefined && isShort) merged[at] = { kind: span.kind, from: last.from, until: Math.max(last.until, span.until), ...(last.planId === span.planId && span.planId !== undefined ? { planId: span.planId } : {}) };
    else lastOf.set(span.kind, merged.push(span) - 1);
  }
  return merged;
}
