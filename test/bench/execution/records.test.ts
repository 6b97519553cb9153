import type { RecordedEvent } from '@gridscope/engine';
import { describe, expect, it } from 'vitest';
import { busyFraction, lastPutMs, loadCount, makespanSeconds, overSeats } from './records.js';

/** Two prompts: 100 to 200 with a load, 250 to 350. */
const record: RecordedEvent[] = [
  { event: 'put', promptId: 'a', atMs: 90, held: 1 },
  { event: 'start', promptId: 'a', atMs: 100 },
  { event: 'load', promptId: 'a', atMs: 110, model: 'm' },
  { event: 'put', promptId: 'b', atMs: 120, held: 2 },
  { event: 'end', promptId: 'a', atMs: 200, isSuccess: true },
  { event: 'start', promptId: 'b', atMs: 250 },
  { event: 'put', promptId: 'c', atMs: 300, held: 3 },
  { event: 'end', promptId: 'b', atMs: 350, isSuccess: true },
];

describe('busyFraction', () => {
  it.each<[string, number, number | undefined]>([
    ['counts a pause between prompts as idle', 350, 0.8],
    ['cuts a prompt that goes on', 300, 0.75],
    ['counts the time after the last prompt as idle', 400, 200 / 300],
    ['knows nothing before the first prompt', 100, undefined],
  ])('%s', (_, untilMs, expected) => {
    expect(busyFraction(record, untilMs)).toEqual(expected);
  });
});

it('reads when the last prompt was given to any server', () => {
  expect(lastPutMs([record, [{ event: 'put', promptId: 'd', atMs: 310, held: 1 }]])).toBe(310);
});

it('counts loads, prompts beyond the seats and the time over all', () => {
  expect([loadCount(record), overSeats(record, 2), overSeats(record, 3), makespanSeconds([record])]).toEqual([1, 1, 0, 0.25]);
});
