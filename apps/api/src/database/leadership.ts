import { keepLock, type LockListener } from './keep-lock.js';
import type { Locks } from './lock.js';

/** What only one process does at a time: give cells to servers, run the built-in engine of a data folder. */
export type LeadershipName = 'scheduler' | 'engine';

/** Which process does what only one may do. A hold ends with the process, however that ends, and another one takes over within two seconds. */
export abstract class Leadership {
  /** Tries until it is won, and again after it was lost. Where the process is alone it has won when this returns. */
  abstract hold(name: LeadershipName, heard: LockListener): void;
  /** Gives everything back and tries no more. */
  abstract end(): Promise<void>;
}

/** Nobody else is there. */
export class LoneLeadership extends Leadership {
  hold(_name: LeadershipName, heard: LockListener): void {
    heard.won();
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}

/** Decided by locks. */
export class LockedLeadership extends Leadership {
  private readonly ending = new AbortController();
  private readonly holds: Promise<void>[] = [];

  constructor(private readonly locks: Record<LeadershipName, Locks>) {
    super();
  }

  hold(name: LeadershipName, heard: LockListener): void {
    this.holds.push(keepLock({ locks: this.locks[name], name, mode: 'exclusive' }, heard, this.ending.signal));
  }

  async end(): Promise<void> {
    this.ending.abort();
    await Promise.all(this.holds);
  }
}
