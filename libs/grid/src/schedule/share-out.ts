import { Filling, type FillingOptions } from './filling.js';
import { idealSeconds, meanSecondsPerLoad } from './ideal-seconds.js';
import type { Lot } from './lots.js';
import type { RunMemory } from './run-memory.js';
import type { Drawer, Shares } from './shares.js';
import { type Fill, shortestShares, type Span } from './shortest-shares.js';
import { spareLoads } from './spare-loads.js';

/** So much longer than the ideal a run may take where that saves loads: a fraction of the whole, and never more than the time of so many loads. */
const patience = { fraction: 0.05, loads: 3 };
/** Loads beyond one for each lot, the fewest first. */
const splitCounts = [0, 1, 2, 3, 4, 6, 8];

export interface ShareOutOptions {
  /** Since the run began, at least 0. Left out: it begins. */
  elapsedSeconds?: number;
  /** Of the run. Left out: it may make as many loads as make it shorter. */
  memory?: RunMemory | undefined;
}

/**
 * Shares lots out so that all servers end about together, loads included: an equal split would leave the quick ones idle. Splits as few lots as it
 * can where that takes hardly longer; else as many as make it shortest. Every lot needs a server that can draw it.
 * The best split is NP-hard to find (it holds bin packing): two ways of filling are tried and the better is taken, each by bisection
 * over the moment at which everything is done, as in dual approximation (Hochbaum and Shmoys, Journal of the ACM 34, 1987).
 * Where there are more sets of models than servers, loads are spared for longer (`spareLoads`).
 */
export function shareOut(drawers: readonly Drawer[], lots: readonly Lot[], { elapsedSeconds = 0, memory }: ShareOutOptions = {}): Shares {
  const fill = (options: FillingOptions) => new Filling(drawers, lots, options).shares();
  const ideal = idealSeconds(drawers, lots);
  const limit = ideal + Math.min(patience.fraction * (elapsedSeconds + ideal), patience.loads * meanSecondsPerLoad(drawers));
  const span = { from: ideal, to: limit };
  const sparing = memory && spareLoads(drawers, lots, { memory, elapsedSeconds, fill, span });
  if (sparing !== undefined) return sparing;
  for (const mostSplits of splitCounts) {
    const shares = shortestShares(fill, mostSplits, span);
    if (shares !== undefined) return shares;
  }
  return shortestOfAll(fill, span);
}

function shortestOfAll(fill: Fill, { from, to }: Span): Shares {
  for (let late = to * 1.1; ; late *= 2) {
    const shares = shortestShares(fill, Infinity, { from, to: late });
    if (shares !== undefined) return shares;
  }
}
