import type { CellView } from '@gridscope/contract';
import type { Axis } from '@gridscope/grid';
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { readView } from '../../services/grid-view/grid-view';
import { pageShape } from '../../services/grid-view/page-shape';
import { gridMetrics } from '../../services/grid-view/viewport';
import CellLayer from './CellLayer.vue';

const axis = (id: string, labels: string[]): Axis => ({ id, name: id, kind: 'input', values: labels.map((label, place) => ({ id: `${id}${place}`, label, operations: [] })) });
const axes = [axis('steps', ['4', '8']), axis('sampler', ['euler', 'lcm'])];
const shape = pageShape(axes, readView(axes, {}));
const places = [{ column: 0, row: 0 }, { column: 1, row: 0 }, { column: 0, row: 1 }, { column: 1, row: 1 }];
const cell = (index: number): CellView => ({ id: `0192f0c0-0000-7000-8000-00000000000${index}`, planId: '0192f0c0-0000-7000-8000-000000000009', index, sequence: 1, isStarred: false, state: 'waiting' });
const mounted = (focus?: { column: number; row: number }) => mount(CellLayer, { attachTo: document.body, props: { name: 'steps × sampler', shape, metrics: gridMetrics({ columns: 2, rows: 2 }, 100, 1), places, focus, cellAt: cell, version: 0 } });

describe('CellLayer', () => {
  it('is a grid of rows with as many cells as are shown, each with a name', () => {
    const layer = mounted();

    expect(layer.get('[role=grid]').attributes()).toMatchObject({ 'aria-label': 'steps × sampler', 'aria-rowcount': '2', 'aria-colcount': '2' });
    expect(layer.findAll('[role=row]').map((row) => row.findAll('[role=gridcell]').map((one) => one.attributes('aria-label')))).toEqual([
      ['steps 4, sampler euler: waiting', 'steps 8, sampler euler: waiting'],
      ['steps 4, sampler lcm: waiting', 'steps 8, sampler lcm: waiting'],
    ]);
  });

  it('lets the Tab key reach one cell: the one that was left', () => {
    const layer = mounted({ column: 1, row: 1 });

    expect(layer.findAll('[tabindex="0"]').map((one) => one.attributes('aria-label'))).toEqual(['steps 8, sampler lcm: waiting']);
  });

  it('gives the keyboard to that cell', async () => {
    const layer = mounted({ column: 1, row: 0 });

    await layer.vm.focusCell();

    expect(document.activeElement?.getAttribute('aria-label')).toBe('steps 8, sampler euler: waiting');
  });

  it('says a new state when cells have changed', async () => {
    const layer = mounted();

    await layer.setProps({ cellAt: (index: number): CellView => ({ ...cell(index), state: 'failed', reason: 'out of memory' }), version: 1 });

    expect(layer.get('[role=gridcell]').attributes('aria-label')).toBe('steps 4, sampler euler: failed, out of memory');
  });
});
