import type { Cluster } from './cluster.js';
import type { Random } from './random.js';
import type { Rows } from './rows.js';
import type { Troubles } from './troubles.js';

/** What every blow needs. */
export interface RunState {
  cluster: Cluster;
  rows: Rows;
  random: Random;
  troubles: Troubles;
  /** Says what happens, with its time. */
  say(words: string): void;
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
