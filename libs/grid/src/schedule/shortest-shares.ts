import type { FillingOptions, SplitRule } from './filling.js';
import type { Shares } from './shares.js';

/** Fills servers up to a moment. */
export type Fill = (options: FillingOptions) => Shares | undefined;

export interface Span {
  from: number;
  to: number;
}

/** How close to the least time is close enough, as a fraction of it. */
const precision = 0.004;
const rules: readonly SplitRule[] = ['most-room', 'least-room'];

/** The shortest within a span, of the better rule, by bisection; undefined where it takes longer. */
export function shortestShares(fill: Fill, mostSplits: number, { from, to }: Span): Shares | undefined {
  let best: Shares | undefined;
  for (const rule of rules) best = bisected((seconds) => fill({ seconds, rule, mostSplits }), { from, to: best?.seconds ?? to }) ?? best;
  return best;
}

function bisected(fill: (seconds: number) => Shares | undefined, { from, to }: Span): Shares | undefined {
  let best = fill(to);
  for (let early = from; best !== undefined && best.seconds - early > best.seconds * precision; ) {
    const middle = (early + best.seconds) / 2;
    const shares = fill(middle);
    if (shares === undefined) early = middle;
    else best = shares;
  }
  return best;
}
