import type { ServerTimeline } from '@gridscope/contract';

export type SpanKind = ServerTimeline['spans'][number]['kind'];

/** A stretch of the timeline as it is drawn. */
export interface TimelineBlock {
  kind: SpanKind;
  fromMs: number;
  untilMs: number;
  /** What was drawn; absent where several things fell together. */
  label?: string;
}

/** What a server does when several cells are with it: one is drawn while the next waits there. */
const foremostFirst: readonly SpanKind[] = ['gone', 'stuck', 'drawing', 'loading', 'waiting'];
const isTrouble = (kind: SpanKind) => kind === 'gone' || kind === 'stuck';

/** What the server did at each moment, without overlaps; where that changed more than `slots` times, each of so many equal stretches is what it was most, but trouble is never lost. */
export function timelineBlocks(timeline: ServerTimeline, slots: number): TimelineBlock[] {
  const { from, to } = timeline;
  const blocks = flattened(timeline);
  if (blocks.length <= slots) return blocks;
  const slotMs = (to - from) / slots;
  const times = Array.from({ length: slots }, () => new Map<SpanKind, number>());
  for (const { kind, fromMs, untilMs } of blocks) {
    const last = Math.min(slots - 1, Math.floor((untilMs - from) / slotMs));
    for (let slot = Math.floor((fromMs - from) / slotMs); slot <= last; slot += 1) {
      const ms = Math.min(untilMs, from + (slot + 1) * slotMs) - Math.max(fromMs, from + slot * slotMs);
      const time = times[slot];
      if (ms > 0) time?.set(kind, (time.get(kind) ?? 0) + ms);
    }
  }
  return joined(times.flatMap((byKind, slot) => {
    const kind = mostOf(byKind);
    return kind === undefined ? [] : [{ kind, fromMs: from + slot * slotMs, untilMs: from + (slot + 1) * slotMs }];
  }));
}

/** Share of the time that each kind took, 0 to 1; kinds that did not happen are left out. */
export function timelineShares(timeline: ServerTimeline): { kind: SpanKind; share: number }[] {
  const blocks = flattened(timeline);
  const msOf = (kind: SpanKind) => blocks.filter((block) => block.kind === kind).reduce((sum, { fromMs, untilMs }) => sum + untilMs - fromMs, 0);
  const kinds: SpanKind[] = ['drawing', 'loading', 'waiting', 'gone', 'stuck'];
  return kinds.map((kind) => ({ kind, share: msOf(kind) / Math.max(1, timeline.to - timeline.from) })).filter(({ share }) => share > 0);
}

interface Edge { atMs: number; span: ServerTimeline['spans'][number]; isBegin: boolean }

/** Sweeps over the spans: at each moment the foremost of those that are under way counts. */
function flattened({ spans, from, to }: ServerTimeline): TimelineBlock[] {
  const inside = spans.filter((span) => span.until > from && span.from < to);
  const edges = inside.flatMap((span): Edge[] => [{ atMs: Math.max(from, span.from), span, isBegin: true }, { atMs: Math.min(to, span.until), span, isBegin: false }]).sort((one, other) => one.atMs - other.atMs);
  const underWay = new Set<Edge['span']>();
  const blocks: TimelineBlock[] = [];
  for (const [place, { atMs, span, isBegin }] of edges.entries()) {
    if (isBegin) underWay.add(span);
    else underWay.delete(span);
    const untilMs = edges[place + 1]?.atMs ?? atMs;
    const shown = foremost(underWay);
    if (shown !== undefined && untilMs > atMs) blocks.push({ kind: shown.kind, fromMs: atMs, untilMs, ...(shown.label !== undefined && { label: shown.label }) });
  }
  return joined(blocks);
}

function foremost(spans: ReadonlySet<Edge['span']>): Edge['span'] | undefined {
  return [...spans].sort((one, other) => foremostFirst.indexOf(one.kind) - foremostFirst.indexOf(other.kind))[0];
}

function mostOf(byKind: ReadonlyMap<SpanKind, number>): SpanKind | undefined {
  return [...byKind].sort(([one, oneMs], [other, otherMs]) => Number(isTrouble(other)) - Number(isTrouble(one)) || otherMs - oneMs)[0]?.[0];
}

/** Neighbours of one kind and one label as one. */
function joined(blocks: readonly TimelineBlock[]): TimelineBlock[] {
  const all: TimelineBlock[] = [];
  for (const block of blocks) {
    const before = all.at(-1);
    if (before?.kind === block.kind && before.label === block.label && before.untilMs >= block.fromMs - 1) all[all.length - 1] = { ...before, untilMs: block.untilMs };
    else all.push(block);
  }
  return all;
}
