import type { RecordedEvent } from '@gridscope/engine';

/**
 * The share of its time that a server was drawing or loading, 0 to 1: from its first prompt until `untilMs`.
 * Undefined where it had no prompt before.
 */
export function busyFraction(record: readonly RecordedEvent[], untilMs: number): number | undefined {
  const spans = spansOf(record).filter(({ fromMs }) => fromMs < untilMs);
  const firstMs = spans[0]?.fromMs;
  if (firstMs === undefined) return undefined;
  const busyMs = spans.reduce((sum, span) => sum + Math.min(span.untilMs, untilMs) - span.fromMs, 0);
  return busyMs / (untilMs - firstMs);
}

/** When the last prompt was given to any server: from then on no cell waits that one of them could have had. */
export function lastPutMs(records: readonly (readonly RecordedEvent[])[]): number {
  return Math.max(...records.flatMap((record) => record.filter(({ event }) => event === 'put').map(({ atMs }) => atMs)));
}

/** From each prompt's start to its end, one after the other; the last may be open. */
function spansOf(record: readonly RecordedEvent[]): { fromMs: number; untilMs: number }[] {
  const ends = new Map(record.flatMap((event) => (event.event === 'end' ? [[event.promptId, event.atMs] as const] : [])));
  return record.flatMap((event) => (event.event === 'start' ? [{ fromMs: event.atMs, untilMs: ends.get(event.promptId) ?? Infinity }] : []));
}

/** Models that had to be loaded. */
export function loadCount(record: readonly RecordedEvent[]): number {
  return record.filter(({ event }) => event === 'load').length;
}

/** How often it held more prompts than it has seats. */
export function overSeats(record: readonly RecordedEvent[], seats: number): number {
  return record.filter((event) => event.event === 'put' && event.held > seats).length;
}

/** From the first start to the last end, in seconds, over all servers. */
export function makespanSeconds(records: readonly (readonly RecordedEvent[])[]): number {
  const timesOf = (kind: RecordedEvent['event']) => records.flatMap((record) => record.filter(({ event }) => event === kind).map(({ atMs }) => atMs));
  return (Math.max(...timesOf('end')) - Math.min(...timesOf('start'))) / 1_000;
}
