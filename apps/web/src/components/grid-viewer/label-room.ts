import type { Axis } from '@gridscope/grid';

/** Of the widest letters that labels are made of: digits of one width. */
const letterPx = 7.4;
const linePx = 16;
const mostLines = 3;
const mostTurnedPx = 110;
const mostLeftPx = 168;

const longestOf = (axis: Axis | undefined) => Math.max(0, ...(axis?.values ?? []).slice(0, 2_000).map(({ label }) => label.length)) * letterPx;

/** Height of the labels above the columns, from what is written on them: the same for every page, so that nothing jumps. */
export function topLabels(axis: Axis | undefined, pitchPx: number): { heightPx: number; isTurned: boolean } {
  if (axis === undefined) return { heightPx: 0, isTurned: false };
  const longest = longestOf(axis);
  const lines = Math.ceil(longest / Math.max(1, pitchPx - 8));
  const isTurned = pitchPx < 60 && longest > pitchPx - 6 && (lines > 2 || pitchPx < 34);
  if (isTurned) return { heightPx: Math.min(mostTurnedPx, longest + 10), isTurned };
  return { heightPx: Math.min(mostLines, Math.max(1, lines)) * linePx + 6, isTurned };
}

/** Width of the labels beside the rows. */
export function leftLabels(axis: Axis | undefined): { widthPx: number } {
  return { widthPx: axis === undefined ? 0 : Math.min(mostLeftPx, Math.max(28, longestOf(axis) + 16)) };
}
