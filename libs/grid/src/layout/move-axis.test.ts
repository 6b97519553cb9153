import { describe, expect, it } from 'vitest';
import type { GridLayout } from './grid-layout.js';
import { moveAxis, type AxisRole } from './move-axis.js';

const layout: GridLayout = { x: 'a', y: 'b', pages: ['c', 'd'] };

describe('moving an axis', () => {
  it.each<[string, string, AxisRole, GridLayout]>([
    ['a page to the columns: they change places', 'c', 'x', { x: 'c', y: 'b', pages: ['a', 'd'] }],
    ['columns to rows: they change places', 'a', 'y', { x: 'b', y: 'a', pages: ['c', 'd'] }],
    ['a further axis to the scrubber', 'd', { page: 0 }, { x: 'a', y: 'b', pages: ['d', 'c'] }],
    ['to where it stands', 'a', 'x', layout],
    ['columns behind the last page: no column is left', 'a', { page: 2 }, { y: 'b', pages: ['c', 'd', 'a'] }],
    ['a new axis to the columns: the old one goes to the pages', 'e', 'x', { x: 'e', y: 'b', pages: ['c', 'd', 'a'] }],
  ])('takes %s', (_, axisId, role, moved) => {
    expect(moveAxis(layout, axisId, role)).toEqual(moved);
  });

  it('fills a role that was empty', () => {
    expect(moveAxis({ x: 'a', pages: ['b'] }, 'b', 'y')).toEqual({ x: 'a', y: 'b', pages: [] });
  });

  it('refuses a page that is not there', () => {
    expect(() => moveAxis(layout, 'a', { page: 5 })).toThrow(RangeError);
  });
});
