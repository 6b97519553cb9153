import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { effectScope, shallowRef, type EffectScope } from 'vue';
import { useReadAgain } from './useReadAgain';

let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

/** Something whose reading fails so many times. */
function failing(times: number) {
  const hasFailed = shallowRef(true);
  const readAtMs: number[] = [];
  const beganMs = Date.now();
  scope.run(() => useReadAgain(() => hasFailed.value, async () => {
    readAtMs.push(Date.now() - beganMs);
    hasFailed.value = readAtMs.length <= times;
  }));
  return { hasFailed, readAtMs };
}

it('reads again after growing pauses until it succeeds', async () => {
  const { readAtMs } = failing(6);

  await vi.advanceTimersByTimeAsync(600_000);

  expect(readAtMs).toEqual([2_000, 6_000, 14_000, 30_000, 60_000, 90_000, 120_000]);
});

it('begins with the short pause when it fails anew', async () => {
  const { hasFailed, readAtMs } = failing(1);
  await vi.advanceTimersByTimeAsync(10_000);

  hasFailed.value = true;
  await vi.advanceTimersByTimeAsync(10_000);

  expect(readAtMs).toEqual([2_000, 6_000, 12_000]);
});

it('reads no more once it has succeeded otherwise', async () => {
  const { hasFailed, readAtMs } = failing(6);

  hasFailed.value = false;
  await vi.advanceTimersByTimeAsync(60_000);

  expect(readAtMs).toEqual([]);
});

it('reads no more once nobody looks', async () => {
  const { readAtMs } = failing(6);
  await vi.advanceTimersByTimeAsync(2_000);

  scope.stop();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(readAtMs).toEqual([2_000]);
});
