import { setTimeout as sleep } from 'node:timers/promises';
import { InterruptedError } from '../nodes/node.js';

/** Sleeps unless the run is interrupted, which throws InterruptedError; nothing and less is no sleep. */
export async function sleepUnless(signal: AbortSignal, seconds: number): Promise<void> {
  if (seconds <= 0) return;
  await sleep(seconds * 1_000, undefined, { signal }).catch((error: unknown) => {
    throw signal.aborted ? new InterruptedError('', { cause: error }) : error;
  });
}
