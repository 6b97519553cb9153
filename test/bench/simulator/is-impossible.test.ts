import { describe, expect, it } from 'vitest';
import { isImpossible } from './is-impossible.js';
import { serversOf } from './random-plan.js';

const plan = (servers: number, ...cells: number[]) => ({ servers: serversOf(servers), groups: cells.map((count, place) => ({ modelKey: `set ${place + 1}`, cells: count })) });

describe('isImpossible', () => {
  it.each([
    ['sets that fit whole', plan(2, 20, 20, 20, 20)],
    ['three equal sets on two equal servers, one of them split', plan(2, 30, 30, 30)],
    ['as many small sets as make any size', plan(4, ...Array.from({ length: 32 }, () => 12))],
  ])('calls %s possible', (_, possible) => {
    expect(isImpossible(possible)).toBe(false);
  });

  it('calls nine equal sets on eight servers of three speeds impossible, because one split does not even them out', () => {
    expect(isImpossible(plan(8, ...Array.from({ length: 9 }, () => 40)))).toBe(true);
  });
});
