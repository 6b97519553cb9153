import type { CellView, PlanProgress } from '@gridscope/contract';
import type { Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { readView } from '../../services/grid-view/grid-view';
import { pageShape } from '../../services/grid-view/page-shape';
import { isSameRole, possibleRoles, roleName, roleOf } from './axis-roles';
import { cellName } from './cell-name';
import { cellPlaces } from './cell-places';
import { cellWhere } from './cell-where';
import { fitText } from './fit-text';
import { leftLabels, topLabels } from './label-room';
import { moveFocus, type FocusMove } from './move-focus';
import { planWords } from './plan-words';
import { tickPlaces } from './tick-places';
import { tilePxFor } from './zoom';

const axis = (id: string, labels: string[]): Axis => ({ id, name: id, kind: 'input', values: labels.map((label, place) => ({ id: `${id}${place}`, label, operations: [] })) });
const axes = [axis('steps', ['4', '8']), axis('sampler', ['euler', 'lcm']), axis('prompt', ['castle', 'tree'])];
const view = readView(axes, {});
const shape = pageShape(axes, view);
const base = { id: '0192f0c0-0000-7000-8000-000000000001', planId: '0192f0c0-0000-7000-8000-000000000002', index: 1, sequence: 1, isStarred: false };
const done = { ...base, state: 'done', origin: 'drawn', outputCount: 1, isUnverified: false } as const;

describe('cellName', () => {
  it.each<[string, CellView | undefined, string]>([
    ['done', done, 'steps 8, sampler euler: done'],
    ['reused and starred', { ...done, origin: 'reused', isStarred: true }, 'steps 8, sampler euler: done, reused, starred'],
    ['failed with its reason', { ...base, state: 'failed', reason: 'out of memory' }, 'steps 8, sampler euler: failed, out of memory'],
    ['running', { ...base, state: 'running', serverName: 'engine', progress: 0.404 }, 'steps 8, sampler euler: running 40 %'],
    ['waiting for another try', { ...base, state: 'waiting', notBefore: new Date(2026, 4, 3, 14, 2, 10).getTime() }, 'steps 8, sampler euler: waiting, tried again at 14:02:10'],
    ['waiting before all others', { ...base, state: 'waiting', isFirst: true }, 'steps 8, sampler euler: waiting, drawn next'],
    ['not read yet', undefined, 'steps 8, sampler euler: not read yet'],
  ])('says %s', (_, cell, name) => {
    expect(cellName(shape, { column: 1, row: 0 }, cell)).toBe(name);
  });

  it('calls the only cell of a plan without axes a picture', () => {
    expect(cellName(pageShape([], readView([], {})), { column: 0, row: 0 }, done)).toBe('the picture: done');
  });
});

it('says where a cell is along every axis', () => {
  expect(cellWhere(axes, view, shape, { column: 1, row: 1 })).toEqual([{ axis: 'steps', label: '8' }, { axis: 'sampler', label: 'lcm' }, { axis: 'prompt', label: 'castle' }]);
});

describe('moveFocus', () => {
  it.each<[FocusMove, { column: number; row: number }]>([
    ['left', { column: 1, row: 2 }], ['right', { column: 3, row: 2 }], ['up', { column: 2, row: 1 }], ['down', { column: 2, row: 3 }],
    ['row-start', { column: 0, row: 2 }], ['row-end', { column: 4, row: 2 }], ['first', { column: 0, row: 0 }], ['last', { column: 4, row: 9 }],
    ['page-down', { column: 2, row: 6 }], ['page-up', { column: 2, row: 0 }],
  ])('goes %s', (move, place) => {
    expect(moveFocus({ column: 2, row: 2 }, move, { columns: 5, rows: 10, windowRows: 5 })).toEqual(place);
  });

  it('stays at an edge', () => {
    expect(moveFocus({ column: 4, row: 9 }, 'right', { columns: 5, rows: 10, windowRows: 5 })).toEqual({ column: 4, row: 9 });
  });

  it('begins at the first cell', () => {
    expect(moveFocus(undefined, 'down', { columns: 5, rows: 10, windowRows: 5 })).toEqual({ column: 0, row: 0 });
  });
});

describe('cellPlaces', () => {
  it('gives every cell that is shown an element', () => {
    expect(cellPlaces({ from: 1, to: 3 }, { from: 0, to: 2 }, undefined)).toHaveLength(4);
  });

  it('gives only the row with the keyboard elements where all would be too many', () => {
    expect(new Set(cellPlaces({ from: 0, to: 100 }, { from: 0, to: 100 }, { column: 7, row: 42 }).map(({ row }) => row))).toEqual(new Set([42]));
  });

  it('keeps the cell with the keyboard when it is scrolled away', () => {
    expect(cellPlaces({ from: 0, to: 2 }, { from: 0, to: 2 }, { column: 9, row: 9 })).toContainEqual({ column: 9, row: 9 });
  });
});

describe('roles', () => {
  it('are columns, rows, and as many sliders as there can be', () => {
    expect(possibleRoles(view, 'steps').map(roleName)).toEqual(['columns', 'rows', 'scrubber', 'slider 2']);
    expect(possibleRoles(view, 'prompt').map(roleName)).toEqual(['columns', 'rows', 'scrubber']);
  });

  it('say where an axis stands', () => {
    expect(['steps', 'sampler', 'prompt'].map((axisId) => roleName(roleOf(view, axisId)))).toEqual(['columns', 'rows', 'scrubber']);
    expect(isSameRole({ page: 1 }, { page: 0 })).toBe(false);
  });
});

describe('fitText', () => {
  const measure = (text: string) => text.length;
  it.each([
    ['what fits', 'out of memory', 20, 3, ['out of memory']],
    ['words over lines', 'out of memory here', 8, 3, ['out of', 'memory', 'here']],
    ['a word longer than a line', 'CheckpointLoader', 10, 3, ['Checkpoint', 'Loader']],
    ['the end of what is too long', 'one two three four', 8, 2, ['one two', 'three f…']],
    ['nothing without room', 'text', 20, 0, []],
  ])('breaks %s', (_, text, width, most, lines) => {
    expect(fitText(text, width, most, measure)).toEqual(lines);
  });
});

describe('labels', () => {
  it('are one line where they are short', () => {
    expect(topLabels(axes[0], 100)).toEqual({ heightPx: 22, isTurned: false });
  });

  it('run upwards above narrow columns', () => {
    expect(topLabels(axis('prompt', ['a lighthouse at dusk']), 40).isTurned).toBe(true);
  });

  it('take no more of the window than they may', () => {
    expect(leftLabels(axis('prompt', ['x'.repeat(300)])).widthPx).toBe(168);
    expect(leftLabels(undefined).widthPx).toBe(0);
  });
});

describe('tickPlaces', () => {
  it.each([
    ['all where there is room', 5, 600, [0, 1, 2, 3, 4]],
    ['ever fewer, with both ends', 10, 300, [0, 3, 6, 9]],
    ['both ends at least', 100, 30, [0, 99]],
    ['one for one value', 1, 600, [0]],
  ])('writes %s', (_, count, width, places) => {
    expect(tickPlaces(count, width, 50)).toEqual(places);
  });
});

describe('tilePxFor', () => {
  const window = { width: 1000, height: 800 };
  it.each([
    ['a small grid fills the window', 'usual', { columns: 5, rows: 4 }, 194],
    ['a huge grid is scrolled at first', 'usual', { columns: 100, rows: 100 }, 64],
    ['a long one fills the width', 'usual', { columns: 6, rows: 500 }, 164],
    ['a huge grid fits on demand', 'fit', { columns: 100, rows: 100 }, 7],
    ['a size is a size', 200, { columns: 5, rows: 4 }, 200],
    ['a step from a size', { by: 1, from: 100 }, { columns: 5, rows: 4 }, 125],
  ] as const)('%s', (_, zoom, page, tilePx) => {
    expect(tilePxFor(zoom, page, window, 1, () => 16)).toBe(tilePx);
  });
});

describe('planWords', () => {
  const progress: PlanProgress & { name: string } = {
    id: base.planId, experimentId: base.id, state: 'running', priority: 0, order: 'cheapest', sequence: 9, secondsPerCell: 2.1, remainingSeconds: 24, name: 'steps × sampler',
    counts: { waiting: 10, queued: 1, running: 1, done: 48, reused: 20, failed: 0, skipped: 5, cancelled: 0 },
  };

  it('leaves skipped cells out of the total', () => {
    expect(planWords(progress)).toMatchObject({ count: '48/60', total: 60, title: '48/60 steps × sampler', notes: ['2.1 s a cell', '0:24 left'] });
  });

  it('says paused, and neither rate nor rest', () => {
    expect(planWords({ ...progress, state: 'paused' }).notes).toEqual(['paused']);
  });

  it('says neither rate nor rest while nothing goes on', () => {
    expect(planWords(progress, { isHalted: true }).notes).toEqual([]);
  });

  it('says what is drawn first where that was chosen', () => {
    expect(planWords({ ...progress, priority: 10, order: 'corners' }).notes).toEqual(['priority 10', 'corners first', '2.1 s a cell', '0:24 left']);
  });

  it('names the tab alone when everything is done', () => {
    expect(planWords({ ...progress, state: 'done', counts: { ...progress.counts, waiting: 0, queued: 0, running: 0, done: 60 } }).title).toBe('steps × sampler');
  });
});
