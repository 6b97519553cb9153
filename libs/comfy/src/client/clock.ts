/** The time, and what is to happen later; passed in so that tests need not wait. */
export interface Clock {
  /** Milliseconds that only ever grow; not a date. */
  nowMs(): number;
  /** Calls back once after that many milliseconds; what it returns takes the call back. */
  after(delayMs: number, callback: () => void): () => void;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves when one of them does, and tells the others to stop; rejects with the signal's reason when it is aborted. */
export async function firstOf(signal: AbortSignal | undefined, ...waits: ((stop: AbortSignal) => Promise<void>)[]): Promise<void> {
  signal?.throwIfAborted();
  const stop = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: stop.signal });
  });
  try {
    await Promise.race([aborted, ...waits.map((wait) => wait(stop.signal))]);
  } finally {
    stop.abort();
  }
}

/** Resolves after that many milliseconds, or at once when told to stop. */
export function sleep(clock: Clock, delayMs: number, stop?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop?.aborted) return resolve();
    const cancel = clock.after(delayMs, resolve);
    stop?.addEventListener('abort', () => { cancel(); resolve(); }, { once: true });
  });
}
