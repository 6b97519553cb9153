import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { Lock, LockMode, Locks } from './lock.js';

const tryAgainMs = 2_000;

export interface LockWish {
  locks: Locks;
  name: string;
  mode: LockMode;
}

/** What happens when a lock is held, and when the hold went away without us. */
export interface LockListener {
  won(): void;
  lost(): void;
}

/** Holds a lock whenever it can be had, trying every two seconds, until `ending`. `held`: it is held already. */
export async function keepLock(wish: LockWish, heard: LockListener, ending: AbortSignal, held?: Lock): Promise<void> {
  for (let lock = held; ; lock = undefined) {
    lock ??= await nextLock(wish, heard, ending);
    if (lock === undefined) return;
    await firstOf(lock.lost, ending);
    if (!ending.aborted) heard.lost();
    await lock.release();
  }
}

async function nextLock(wish: LockWish, heard: LockListener, ending: AbortSignal): Promise<Lock | undefined> {
  while (!ending.aborted) {
    const lock = await tryNow(wish);
    if (lock !== undefined) {
      heard.won();
      return lock;
    }
    await pause(ending);
  }
  return undefined;
}

/** A lock that cannot be tried for now is not held. */
async function tryNow({ locks, name, mode }: LockWish): Promise<Lock | undefined> {
  try {
    return await locks.tryLock(name, mode);
  } catch (error) {
    new Logger('database').warn(`The lock "${name}" cannot be asked for now, and is asked for again: ${String(error)}`);
    return undefined;
  }
}

async function pause(ending: AbortSignal): Promise<void> {
  try {
    await sleep(tryAgainMs, undefined, { signal: ending, ref: false });
  } catch (error) {
    // The end cuts the pause short.
    if (!ending.aborted) throw error;
  }
}

function firstOf(...signals: AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of signals) {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    }
  });
}
