import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DrawOrder, drawingPosition } from './drawing-position.js';
import { cellCountOf } from '../plan/coordinates.js';

function ordered(order: DrawOrder, sizes: number[], costs: number[] = []): number[] {
  const positionOf = drawingPosition(order, sizes, costs);
  return Array.from({ length: cellCountOf(sizes) }, (_, index) => index).sort((a, b) => positionOf(a) - positionOf(b));
}

describe('drawingPosition', () => {
  it.each([
    ['all cells of a checkpoint before the next, also where the checkpoint is X', 'cheapest', [2, 3], [9, 1], [0, 2, 4, 1, 3, 5]],
    ['row by row where nothing else is said', 'cheapest', [2, 2], [1, 1], [0, 1, 2, 3]],
    ['three axes nested by what they cost', 'cheapest', [2, 2, 2], [5, 1, 3], [0, 2, 4, 6, 1, 3, 5, 7]],
    ['rows as one reads, whatever they cost', 'rows', [2, 3], [9, 1], [0, 1, 2, 3, 4, 5]],
    ['corners, then the middle, then the middles of the sides', 'corners', [3, 3], [], [0, 2, 6, 8, 4, 1, 3, 5, 7]],
    ['both ends of a single axis, its middle, and then between', 'corners', [5], [], [0, 4, 2, 1, 3]],
    ['the one cell of a plan without axes', 'corners', [], [], [0]],
  ] as const)('draws %s', (_, order, sizes, costs, expected) => {
    expect(ordered(order, [...sizes], [...costs])).toEqual(expected);
  });

  it('gives every cell a place of its own', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 4 });

    fc.assert(fc.property(fc.constantFrom<DrawOrder>('cheapest', 'rows', 'corners'), sizes, fc.array(fc.nat(5), { maxLength: 4 }), (order, some, costs) => {
      const positionOf = drawingPosition(order, some, costs);
      const positions = Array.from({ length: cellCountOf(some) }, (_, index) => positionOf(index));

      expect(new Set(positions).size).toBe(positions.length);
    }));
  });

  it('steps along the most costly axis as seldom as can be', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.nat(2), (x, y, z, costly) => {
      const sizes = [x, y, z];
      const coordinate = (index: number) => [index % x, Math.floor(index / x) % y, Math.floor(index / (x * y))][costly];
      const order = ordered('cheapest', sizes, sizes.map((_, axis) => (axis === costly ? 9 : 1)));

      const steps = order.filter((index, place) => place > 0 && coordinate(index) !== coordinate(order[place - 1] ?? 0)).length;

      expect(steps).toBe((sizes[costly] ?? 1) - 1);
    }));
  });
});
