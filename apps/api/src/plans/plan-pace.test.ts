import { describe, expect, it } from 'vitest';
import { paceOf } from './plan-pace.js';

describe('paceOf', () => {
  it.each([
    ['nothing was drawn', [], undefined],
    ['one cell was drawn', [5_000], undefined],
    ['cells come evenly', [0, 2_000, 4_000], 2],
    ['several servers finish together', [0, 0, 4_000, 4_000, 8_000], 2],
    ['they are in any order', [4_000, 0, 2_000], 2],
    ['there was a pause', [0, 1_000, 2_000, 3_000, 60_000, 62_000], 2],
    ['a pause was the last', [0, 1_000, 2_000, 3_000, 60_000], undefined],
    ['cells are slow and nobody paused', [0, 120_000, 300_000], 150],
  ])('knows how fast it goes where %s', (_, times, pace) => {
    expect(paceOf(times)).toBe(pace);
  });
});
