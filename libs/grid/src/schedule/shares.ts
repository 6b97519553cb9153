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
}
