import type { Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { readView, toggleValue } from './grid-view';
import { neighboursOf } from './neighbours';
import { pageShape } from './page-shape';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 3), axis('sampler', 3), axis('prompt', 3), axis('size', 2)];
const at = (view = readView(axes, {}), place = { column: 1, row: 1 }) => neighboursOf(axes, view, pageShape(axes, view), place);

describe('neighboursOf', () => {
  it('differs from the cell in one axis each', () => {
    const found = Object.entries(at()).map(([direction, { axis: { id }, label, index }]) => [direction, id, label, index]);

    expect(found).toEqual([
      ['left', 'steps', '0', 3], ['right', 'steps', '2', 5], ['up', 'sampler', '0', 1], ['down', 'sampler', '2', 7],
      ['after', 'prompt', '1', 4 + 9], ['after-fourth', 'size', '1', 4 + 27],
    ]);
  });

  it('ends at the edges', () => {
    expect(Object.keys(at(undefined, { column: 0, row: 2 }))).not.toContain('left');
    expect(Object.keys(at(undefined, { column: 0, row: 2 }))).not.toContain('down');
  });

  it('steps over what is hidden', () => {
    expect(at(toggleValue(axes, readView(axes, {}), 'prompt', 'prompt1')).after?.label).toBe('2');
  });
});
