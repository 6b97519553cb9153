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

/** Trouble is shown however short it was; of the rest what took most of the time. */
const rank: Record<SpanKind, number> = { gone: 1, stuck: 1, drawing: 0, loading: 0, waiting: 0 };

/** The spans inside of the timeline; where there are more than `slots`, each of so many equal stretches is what it was most. */
export function timelineBlocks({ spans, from, to }: ServerTimeline, slots: number): TimelineBlock[] {
  const inside = spans.filter((span) => span.until > from && span.from < to).map(({ kind, label, ...span }) => ({ kind, ...(label !== undefined && { label }), fromMs: Math.max(from, span.from), untilMs: Math.min(to, span.until) }));
  if (inside.length <= slots) return inside;
  const slotMs = (to - from) / slots;
  const times = Array.from({ length: slots }, () => new Map<SpanKind, number>());
  for (const block of inside) {
    const last = Math.min(slots - 1, Math.floor((block.untilMs - from) / slotMs));
    for (let slot = Math.floor((block.fromMs - from) / slotMs); slot <= last; slot += 1) {
      const ms = Math.min(block.untilMs, from + (slot + 1) * slotMs) - Math.max(block.fromMs, from + slot * slotMs);
      const time = times[slot];
      if (ms > 0) time?.set(block.kind, (time.get(block.kind) ?? 0) + ms);
    }
  }
  return joined(times.flatMap((byKind, slot) => {
    const kind = foremost(byKind);
    return kind === undefined ? [] : [{ kind, fromMs: from + slot * slotMs, untilMs: from + (slot + 1) * slotMs }];
  }));
}

/** Share of the time that each kind took, 0 to 1; kinds that did not happen are left out. */
export function timelineShares({ spans, from, to }: ServerTimeline): { kind: SpanKind; share: number }[] {
  const kinds: SpanKind[] = ['drawing', 'loading', 'waiting', 'gone', 'stuck'];
  const msOf = (kind: SpanKind) => spans.filter((span) => span.kind === kind).reduce((sum, span) => sum + Math.max(0, Math.min(to, span.until) - Math.max(from, span.from)), 0);
  return kinds.map((kind) => ({ kind, share: msOf(kind) / Math.max(1, to - from) })).filter(({ share }) => share > 0);
}

function foremost(byKind: ReadonlyMap<SpanKind, number>): SpanKind | undefined {
  return [...byKind].sort(([one, oneMs], [other, otherMs]) => rank[other] - rank[one] || otherMs - oneMs)[0]?.[0];
}

function joined(blocks: readonly TimelineBlock[]): TimelineBlock[] {
  const all: TimelineBlock[] = [];
  for (const block of blocks) {
    const before = all.at(-1);
    if (before?.kind === block.kind && before.untilMs >= block.fromMs - 1) all[all.length - 1] = { ...before, untilMs: block.untilMs };
    else all.push(block);
  }
  return all;
}
