import { expect, it } from 'vitest';
import { reconnectDelayMs } from './reconnect-delay.js';

it.each([
  [0, 0, 250], [0, 1, 500], [1, 0, 500], [3, 1, 4_000], [6, 1, 30_000], [1000, 1, 30_000], [1000, 0, 15_000],
])('waits after %s failures, with chance %s, for %s ms', (failures, random, delayMs) => {
  expect(reconnectDelayMs(failures, random)).toBe(delayMs);
});
