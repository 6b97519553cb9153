import { describe, expect, it } from 'vitest';
import type { Axis } from '../axis/axis.js';
import { cellIndexAt } from './cell-index-at.js';
import { defaultLayout } from './default-layout.js';
import type { GridLayout } from './grid-layout.js';

const axes = [['a', 5], ['b', 4], ['c', 3], ['d', 2]].map(([id, count]): Axis => ({
  id: String(id), name: String(id), kind: 'input', values: Array.from({ length: Number(count) }, (_, value) => ({ id: `${id}${value}`, label: String(value), operations: [] })),
}));

describe('a layout', () => {
  it('puts the first axes on columns, rows and pages by default', () => {
    expect(defaultLayout(axes)).toEqual({ x: 'a', y: 'b', pages: ['c', 'd'] });
    expect(defaultLayout(axes.slice(0, 1))).toEqual({ x: 'a', pages: [] });
    expect(defaultLayout([])).toEqual({ pages: [] });
  });

  it.each<[string, GridLayout, { column: number; row: number; page: Record<string, number> }, number]>([
    ['the default', { x: 'a', y: 'b', pages: ['c', 'd'] }, { column: 3, row: 2, page: { c: 1, d: 1 } }, 3 + 2 * 5 + 1 * 20 + 1 * 60],
    ['turned by a quarter', { x: 'b', y: 'a', pages: ['c', 'd'] }, { column: 2, row: 3, page: { c: 1, d: 1 } }, 3 + 2 * 5 + 1 * 20 + 1 * 60],
    ['the fourth axis on columns', { x: 'd', y: 'b', pages: ['c', 'a'] }, { column: 1, row: 2, page: { c: 1, a: 3 } }, 3 + 2 * 5 + 1 * 20 + 1 * 60],
    ['a page that is not named: the first', { x: 'a', y: 'b', pages: ['c', 'd'] }, { column: 3, row: 2, page: {} }, 13],
  ])('finds the cell in %s', (_, layout, at, index) => {
    expect(cellIndexAt(axes, layout, at)).toBe(index);
  });

  it('shows every cell at exactly one place', () => {
    const [wide, high, first, second] = [3, 2, 5, 4];

    const shown = Array.from({ length: wide * high * first * second }, (_, place) => cellIndexAt(axes, { x: 'c', y: 'd', pages: ['a', 'b'] }, {
      column: place % wide, row: Math.floor(place / wide) % high, page: { a: Math.floor(place / wide / high) % first, b: Math.floor(place / wide / high / first) },
    }));

    expect(shown.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, index) => index));
  });

  it('has no cell outside of the grid', () => {
    expect(() => cellIndexAt(axes, defaultLayout(axes), { column: 5, row: 0, page: {} })).toThrow(RangeError);
  });
});
