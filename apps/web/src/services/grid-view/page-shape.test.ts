import { cellIndexAt, type Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { layoutOf, moveAxis, readView, stepPage, toggleValue, type GridView } from './grid-view';
import { pageShape } from './page-shape';
import { singleColumn } from './single-column';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 5), axis('sampler', 4), axis('prompt', 3), axis('size', 2)];
const usual = readView(axes, {});
const turned = moveAxis(axes, moveAxis(axes, usual, 'size', 'x'), 'prompt', 'y');

describe('pageShape', () => {
  it.each<[string, GridView, Record<string, number>]>([
    ['the usual view', usual, { prompt: 0, size: 0 }],
    ['another page', stepPage(axes, stepPage(axes, usual, 'prompt', 2), 'size', 1), { prompt: 2, size: 1 }],
    ['other axes on the sides', stepPage(axes, turned, 'steps', 3), { steps: 3, sampler: 0 }],
    ['one column', moveAxis(axes, usual, 'steps', { page: 2 }), { steps: 0, prompt: 0, size: 0 }],
  ])('finds every cell of %s where the layout of the plan has it', (_, view, page) => {
    const shape = pageShape(axes, view);

    for (let row = 0; row < shape.rows.length; row += 1) {
      for (let column = 0; column < shape.columns.length; column += 1) {
        const index = shape.indexAt({ column, row });
        expect(index).toBe(cellIndexAt(axes, layoutOf(view), { column, row, page }));
        expect(shape.placeOf(index)).toEqual({ column, row });
      }
    }
  });

  it('moves up what comes after a hidden value, but not in the atlas', () => {
    const shape = pageShape(axes, toggleValue(axes, usual, 'steps', 'steps1'));

    expect(shape.columns.map(({ value }) => value?.label)).toEqual(['0', '2', '3', '4']);
    expect(shape.indexAt({ column: 1, row: 1 })).toBe(2 + 5);
    expect(shape.atlasPlaceAt({ column: 1, row: 1 })).toBe(2 + 5);
  });

  it('has no place for a cell that is hidden or on another page', () => {
    const shape = pageShape(axes, toggleValue(axes, usual, 'steps', 'steps1'));

    expect(shape.placeOf(1)).toBeUndefined();
    expect(shape.placeOf(20)).toBeUndefined();
  });

  it('is one cell without axes', () => {
    const shape = pageShape([], readView([], {}));

    expect([shape.columns.length, shape.rows.length, shape.indexAt({ column: 0, row: 0 })]).toEqual([1, 1, 0]);
  });
});

describe('singleColumn', () => {
  it('shows the cells of that column', () => {
    const shape = singleColumn(pageShape(axes, usual), 3);

    expect(shape.columns.map(({ value }) => value?.label)).toEqual(['3']);
    expect(shape.indexAt({ column: 0, row: 2 })).toBe(3 + 5 * 2);
    expect(shape.placeOf(3 + 5 * 2)).toEqual({ column: 0, row: 2 });
    expect(shape.placeOf(4)).toBeUndefined();
  });
});
