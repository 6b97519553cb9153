import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellCountOf, coordinatesOf, indexOf } from './coordinates.js';

const sizes = fc.array(fc.integer({ min: 1, max: 1_000 }), { maxLength: 5 });

describe('coordinates', () => {
  it.each([
    [0, [0, 0, 0]],
    [1, [1, 0, 0]],
    [4, [4, 0, 0]],
    [5, [0, 1, 0]],
    [20, [0, 0, 1]],
    [59, [4, 3, 2]],
  ])('puts cell %i of a 5 × 4 × 3 plan at %j: X runs fastest', (index, coordinates) => {
    expect(coordinatesOf(index, [5, 4, 3])).toEqual(coordinates);
  });

  it('comes back to the same cell from its coordinates', () => {
    fc.assert(fc.property(sizes, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (axisSizes, part) => {
      const index = Math.floor(part * Math.min(cellCountOf(axisSizes), 2 ** 50));

      expect(indexOf(coordinatesOf(index, axisSizes), axisSizes)).toBe(index);
    }));
  });

  it('has one cell without axes and none with an empty one', () => {
    expect(coordinatesOf(0, [])).toEqual([]);
    expect(indexOf([], [])).toBe(0);
    expect(() => coordinatesOf(0, [3, 0])).toThrow(RangeError);
  });

  it.each([
    ['an index behind the last', () => coordinatesOf(60, [5, 4, 3])],
    ['a negative index', () => coordinatesOf(-1, [5])],
    ['half an index', () => coordinatesOf(0.5, [5])],
    ['a coordinate behind the last', () => indexOf([5, 0], [5, 4])],
    ['too few coordinates', () => indexOf([0], [5, 4])],
  ])('throws RangeError at %s', (_, ask) => {
    expect(ask).toThrow(RangeError);
  });
});
