import { Filling, type FillingOptions, type SplitRule } from './filling.js';
import type { Lot } from './lots.js';
import type { Drawer, Shares } from './shares.js';

/** So much longer than the ideal a run may take where that saves loads: a fraction of the whole, and never more than the time of so many loads. */
const patience = { fraction: 0.05, loads: 3 };
/** Loads beyond one for each lot, the fewest first. */
const splitCounts = [0, 1, 2, 3, 4, 6, 8];
/** How close to the least time is close enough, as a fraction of it. */
const precision = 0.004;
const rules: readonly SplitRule[] = ['most-room', 'least-room'];

/**
 * Shares lots out so that all servers end about together, loads included: an equal split would leave the quick ones idle. Splits as few lots as it
 * can where that takes hardly longer; else as many as make it shortest. Every lot needs a server that can draw it.
 * The best split is NP-hard to find (it holds bin packing): two ways of filling are tried and the better is taken, each by bisection
 * over the moment at which everything is done, as in dual approximation (Hochbaum and Shmoys, Journal of the ACM 34, 1987).
 * `elapsedSeconds`: since the run began, at least 0.
 */
export function shareOut(drawers: readonly Drawer[], lots: readonly Lot[], elapsedSeconds = 0): Shares {
  const fill = (options: FillingOptions) => new Filling(drawers, lots, options).shares();
  const ideal = idealSeconds(drawers, lots);
  const limit = ideal + Math.min(patience.fraction * (elapsedSeconds + ideal), patience.loads * meanSecondsPerLoad(drawers));
  for (const mostSplits of splitCounts) {
    const shares = shortest(fill, mostSplits, { from: ideal, to: limit });
    if (shares !== undefined) return shares;
  }
  return shortestOfAll(fill, { from: ideal, to: limit });
}

type Fill = (options: FillingOptions) => Shares | undefined;

interface Span {
  from: number;
  to: number;
}

function shortestOfAll(fill: Fill, { from, to }: Span): Shares {
  for (let late = to * 1.1; ; late *= 2) {
    const shares = shortest(fill, Infinity, { from, to: late });
    if (shares !== undefined) return shares;
  }
}

/** The shortest within a span; undefined where it takes longer. */
function shortest(fill: Fill, mostSplits: number, { from, to }: Span): Shares | undefined {
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

/** Everything shared by all speeds, loads shared evenly: no way of sharing out is much shorter. */
export function idealSeconds(drawers: readonly Drawer[], lots: readonly Lot[]): number {
  const stepsPerSecond = sum(drawers.map((drawer) => 1 / drawer.secondsPerStep));
  const steps = sum(lots.map((lot) => lot.count * lot.stepsPerCell)) + sum(drawers.map((drawer) => drawer.busySeconds / drawer.secondsPerStep));
  const loaded = new Set(drawers.map((drawer) => drawer.modelKey));
  const loads = lots.filter((lot) => !loaded.has(lot.modelKey)).length;
  return steps / stepsPerSecond + (loads * meanSecondsPerLoad(drawers)) / drawers.length;
}

function meanSecondsPerLoad(drawers: readonly Drawer[]): number {
  return sum(drawers.map((drawer) => drawer.secondsPerLoad)) / drawers.length;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
