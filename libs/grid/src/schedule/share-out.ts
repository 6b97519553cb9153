import { Filling, type SplitRule } from './filling.js';
import type { Lot } from './lots.js';

/** A server while work is shared out. */
export interface Drawer {
  id: string;
  /** Seconds until it is free. */
  busySeconds: number;
  modelKey: string | undefined;
  secondsPerStep: number;
  secondsPerLoad: number;
}

/** So many cells of a lot for one server. */
export interface Portion {
  lot: Lot;
  cells: number;
}

/** What each server (by its place) should draw, and when the last one ends. */
export interface Shares {
  portions: Portion[][];
  seconds: number;
  loads: number;
}

/** How close to the least time is close enough, as a fraction of it. */
const precision = 0.002;

/**
 * Shares lots out so that all servers end about together, loads included: an equal split would leave the quick ones idle.
 * The best split is NP-hard to find (it holds bin packing), so two ways of filling are tried and the better is taken; each by bisection
 * over the moment at which everything is done, as in dual approximation (Hochbaum and Shmoys, J. ACM 34, 1987).
 */
export function shareOut(drawers: readonly Drawer[], lots: readonly Lot[]): Shares {
  const [first, second] = [leastTime(drawers, lots, 'most-room'), leastTime(drawers, lots, 'least-room')];
  return second.seconds < first.seconds ? second : first;
}

function leastTime(drawers: readonly Drawer[], lots: readonly Lot[], rule: SplitRule): Shares {
  const fill = (seconds: number) => new Filling(drawers, lots, seconds, rule).shares();
  let late = 1;
  let best = fill(late);
  while (best === undefined) best = fill((late *= 2));
  for (let early = 0; late - early > late * precision; ) {
    const middle = (early + late) / 2;
    const shares = fill(middle);
    if (shares === undefined) early = middle;
    else [late, best] = [middle, shares];
  }
  return best;
}
