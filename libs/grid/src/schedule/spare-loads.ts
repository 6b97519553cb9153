import { Exchange, type ExchangeBudget } from './exchange.js';
import type { Lot } from './lots.js';
import type { RunMemory } from './run-memory.js';
import type { Drawer, Shares } from './shares.js';
import { type Fill, shortestShares, type Span } from './shortest-shares.js';

/** So much longer than the ideal a whole run may take where that spares loads, as a fraction. */
const patience = 0.098;
/** Cells are exchanged so many times anew. */
const seeds = [1, 2, 3];
/** Changes that may be tried in one round: nothing else is done meanwhile. */
const changesAtMost = 120_000;
/** Loads beyond one for each lot that are tried, the fewest first: each takes as long, however many there may be. */
const splitCounts = [0, 1, 2, 3, 5, 8];

export interface SparingOptions {
  memory: RunMemory;
  /** Since the run began, at least 0. */
  elapsedSeconds: number;
  fill: Fill;
  /** The ideal and what is hardly longer. */
  span: Span;
}

/**
 * Shares of a run that has more sets of models than servers, with hardly more loads than sets: by filling where that ends soon; else the shares of the
 * last round; else by filling up to the moment by which the run should end, and at last, once for what waits, by exchanging cells. Undefined where a run
 * has few sets, or where all that would take too long.
 */
export function spareLoads(drawers: readonly Drawer[], lots: readonly Lot[], { memory, elapsedSeconds, fill, span }: SparingOptions): Shares | undefined {
  if (memory.setCount <= drawers.length) return undefined;
  const latest = Math.max(span.from, memory.idealSeconds(drawers) * (1 + patience) - elapsedSeconds);
  const soon = Math.min(span.to, latest);
  const keep = (shares: Shares | undefined) => shares && memory.keep(drawers, shares);
  const counts = splitCounts.filter((splits) => splits <= memory.splitsLeft);
  return shortestShares(fill, 0, { from: span.from, to: soon })
    ?? memory.stillKept(drawers, lots, latest)
    ?? keep(firstOf([soon, latest], (to) => firstOf(counts, (mostSplits) => shortestShares(fill, mostSplits, { from: span.from, to }))))
    ?? (memory.beginExchange() ? keep(exchange(drawers, lots, { seconds: latest, counts })) ?? memory.giveUp() : undefined);
}

/** What cannot be done with the most loads cannot be done with fewer. */
function exchange(drawers: readonly Drawer[], lots: readonly Lot[], { seconds, counts }: { seconds: number; counts: readonly number[] }): Shares | undefined {
  const budget: ExchangeBudget = { changesLeft: changesAtMost };
  const exchanged = (mostSplits: number) => firstOf(seeds, (seed) => new Exchange(drawers, lots, { seconds, mostSplits, seed, budget }).shares());
  const most = exchanged(counts.at(-1) ?? 0);
  return most && (firstOf(counts.slice(0, -1), exchanged) ?? most);
}

function firstOf<T, Result>(items: readonly T[], find: (item: T) => Result | undefined): Result | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
