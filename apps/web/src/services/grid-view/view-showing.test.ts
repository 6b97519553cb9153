import type { Axis } from '@gridscope/grid';
import { expect, it } from 'vitest';
import { readView, toggleValue } from './grid-view';
import { pageShape } from './page-shape';
import { viewShowing } from './view-showing';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, position) => ({ id: `${id}${position}`, label: String(position), operations: [] })) });
const axes = [axis('steps', 3), axis('sampler', 3), axis('prompt', 3), axis('size', 2)];

it('shows any cell of the plan, whatever page is open', () => {
  for (let index = 0; index < 54; index += 1) expect(pageShape(axes, viewShowing(axes, readView(axes, {}), index)).placeOf(index)).toBeDefined();
});

it('shows what hid the cell again, and leaves the rest hidden', () => {
  const view = toggleValue(axes, toggleValue(axes, readView(axes, {}), 'steps', 'steps1'), 'steps', 'steps2');

  expect(viewShowing(axes, view, 1).hidden).toEqual({ steps: ['steps2'] });
});
