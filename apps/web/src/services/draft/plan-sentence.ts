import type { PlanDescription } from '@gridscope/contract';
import { formatCount, formatCounted, formatDuration } from '../format';

/** How long it takes, and whether that was measured: `about 4 min`, `3–6 min, a guess`. */
export function estimateInWords(estimate: PlanDescription['estimate']): string | undefined {
  if (estimate === undefined) return undefined;
  const [from, to] = [formatDuration(estimate.fromSeconds), formatDuration(estimate.toSeconds)];
  const isNarrow = from === to || estimate.toSeconds < 1.3 * estimate.fromSeconds;
  const span = isNarrow ? `about ${formatDuration((estimate.fromSeconds + estimate.toSeconds) / 2)}` : shortSpan(from, to);
  return estimate.basis === 'guess' ? `${span}, a guess` : span;
}

/** A unit that both ends share is said once: `24–38 s`. */
function shortSpan(from: string, to: string): string {
  const [number, unit] = from.split(' ');
  return to.endsWith(` ${unit}`) ? `${number}–${to}` : `${from} to ${to}`;
}

/** The parts of what would be drawn, for the bar at the foot. */
export function planInWords({ cellCount, toDraw, reused, skipped, estimate, servers }: PlanDescription): { cells: string; parts: string[] } {
  const ready = servers.filter(({ isReady }) => isReady).length;
  const time = estimateInWords(estimate);
  return {
    cells: formatCounted(cellCount, 'cell'),
    parts: [
      `draw ${formatCount(toDraw)}`,
      ...(reused > 0 ? [`reuse ${formatCount(reused)}`] : []),
      ...(skipped > 0 ? [`skip ${formatCount(skipped)}`] : []),
      ...(time === undefined || toDraw === 0 ? [] : [`${time} on ${formatCounted(ready, 'server')}`]),
    ],
  };
}

/** What extending a finished plan would add: `12 cells are new, 60 are reused from what is drawn.` */
export function extensionInWords({ toDraw, reused }: PlanDescription): string {
  if (toDraw === 0) return 'Nothing is new yet: add values or axes.';
  const kept = reused === 0 ? 'none of what is drawn is among them' : `${formatCount(reused)} ${reused === 1 ? 'is' : 'are'} reused from what is drawn`;
  return `${formatCounted(toDraw, 'cell')} ${toDraw === 1 ? 'is' : 'are'} new, ${kept}.`;
}

/** What Start says: `draw 12, reuse 48, about 4 min`. */
export function startInWords({ toDraw, reused, estimate }: PlanDescription): string {
  const time = estimateInWords(estimate);
  return [`draw ${formatCount(toDraw)}`, ...(reused > 0 ? [`reuse ${formatCount(reused)}`] : []), ...(time === undefined || toDraw === 0 ? [] : [time])].join(', ');
}
