import type { CellView } from '@gridscope/contract';
import type { Axis } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { idOf } from '../../testing/things';
import { cellsOfValue, skippedValues } from './skipped-values';

const axis = (id: string, count: number): Axis => ({ id, name: id, kind: 'input', values: Array.from({ length: count }, (_, place) => ({ id: `${id}${place}`, label: String(place), operations: [] })) });
const axes = [axis('x', 3), axis('y', 2)];

/** A letter for each cell: w waiting, r running, d done, h skipped by hand, s skipped by a rule. */
function cellsOf(letters: string): CellView[] {
  return [...letters].map((letter, index): CellView => {
    const base = { id: idOf(index), planId: idOf(1001), index, sequence: index + 1, isStarred: false };
    if (letter === 'r') return { ...base, state: 'running', serverName: 'engine', progress: 0 };
    if (letter === 'd') return { ...base, state: 'done', origin: 'drawn', outputCount: 1, isUnverified: false };
    return letter === 'w' ? { ...base, state: 'waiting' } : { ...base, state: 'skipped', reason: 'Skipped.', isByHand: letter === 'h' };
  });
}

describe('cellsOfValue', () => {
  it('finds a column and a row, without what is drawn or skipped by a rule', () => {
    const cells = cellsOf('wdsrhw');
    const indexes = ({ open, skipped }: ReturnType<typeof cellsOfValue>) => ({ open: open.map(({ index }) => index), skipped: skipped.map(({ index }) => index) });

    expect(indexes(cellsOfValue(axes, { axisId: 'x', valueId: 'x0' }, cells))).toEqual({ open: [0], skipped: [] });
    expect(indexes(cellsOfValue(axes, { axisId: 'y', valueId: 'y1' }, cells))).toEqual({ open: [5], skipped: [4] });
  });
});

describe('skippedValues', () => {
  const skipped = (letters: string) => [...skippedValues(axes, cellsOf(letters))].flatMap(([, values]) => [...values]);

  it.each([
    ['a row that was skipped', 'wwwhhh', [['y1', 3]]],
    ['a row of which the rest is drawn', 'wwwdhh', [['y1', 2]]],
    ['no row of which a cell is still to be drawn', 'wwwwhh', []],
    ['no value for one cell that was skipped', 'dddddh', []],
    ['nothing that a rule skipped', 'wwwsss', []],
  ])('names %s', (_, letters, values) => {
    expect(skipped(letters)).toEqual(values);
  });
});
