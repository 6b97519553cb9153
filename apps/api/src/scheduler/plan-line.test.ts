import { describe, expect, it } from 'vitest';
import type { LineTerms } from './line-terms.js';
import { PlanLine } from './plan-line.js';
import type { ChangedCell } from './waiting-cells.repository.js';

const nowMs = 1_000;

/** Cells of an even index need other models than those of an odd one. */
const terms: LineTerms = { positionOf: (index) => -index, needsOf: (index) => String(index % 2), modelKeyOf: (index) => `models ${index % 2}`, hasOneModelSet: false, stepsOf: (index) => index + 1 };

function cell(index: number, more: Partial<ChangedCell> = {}): ChangedCell {
  return { id: `cell ${index}`, index, takeId: `take ${index}`, state: 'waiting', priority: 0, sequence: index + 1, notBefore: null, ...more };
}

function lineOf(...cells: ChangedCell[]): PlanLine {
  const line = new PlanLine({ id: 'p' }, terms);
  line.follow(cells, nowMs);
  return line;
}

function drawn(line: PlanLine): string[] {
  const order: string[] = [];
  for (let [group] = line.waiting(); group !== undefined; [group] = line.waiting()) {
    const taken = line.take(group.key);
    if (taken === undefined) throw new Error(`group ${group.key} has nothing in it`);
    order.push(taken.cellId);
  }
  return order;
}

describe('PlanLine', () => {
  it('groups cells by what they need, each group in drawing order', () => {
    expect(drawn(lineOf(cell(0), cell(1), cell(2), cell(3)))).toEqual(['cell 2', 'cell 0', 'cell 3', 'cell 1']);
  });

  it('puts cells that are read later where they belong', () => {
    const line = lineOf(cell(2));

    line.follow([cell(6), cell(4)], nowMs);

    expect(drawn(line)).toEqual(['cell 6', 'cell 4', 'cell 2']);
  });

  it('puts one cell in line for a take that several wait for', () => {
    expect(drawn(lineOf(cell(0, { takeId: 'same' }), cell(2, { takeId: 'same' }), cell(4)))).toEqual(['cell 4', 'cell 0']);
  });

  it('draws for the other cell where the first that waited for the same take is cancelled', () => {
    const line = lineOf(cell(0, { takeId: 'same' }), cell(2, { takeId: 'same' }));

    line.follow([cell(0, { takeId: 'same', state: 'cancelled', sequence: 9 })], nowMs);

    expect(drawn(line)).toEqual(['cell 2']);
  });

  it.each(['cancelled', 'skipped', 'queued', 'done'] as const)('takes a cell out that is %s meanwhile', (state) => {
    const line = lineOf(cell(0), cell(2));

    line.follow([cell(0, { state, sequence: 9 })], nowMs);

    expect(drawn(line)).toEqual(['cell 2']);
  });

  it('moves a cell that is asked for by hand into a group of its own', () => {
    const line = lineOf(cell(0), cell(2));

    line.follow([cell(0, { priority: 1, sequence: 9 })], nowMs);

    expect(line.waiting().map(({ isByHand, count, sampleIndex }) => ({ isByHand, count, sampleIndex }))).toEqual([{ isByHand: false, count: 1, sampleIndex: 0 }, { isByHand: true, count: 1, sampleIndex: 0 }]);
    expect(drawn(line)).toEqual(['cell 2', 'cell 0']);
  });

  it('keeps a cell back until it has rested, and its servers apart', () => {
    const north = { tooSmall: [], lost: ['north'] };
    const line = lineOf(cell(0, { notBefore: nowMs + 500 }));

    expect(line.waiting()).toEqual([]);
    expect(line.nextRestEndMs).toBe(nowMs + 500);
    const rested = line.rested(nowMs + 500);
    line.follow(rested, nowMs + 500, new Map([['take 0', north]]));
    expect(line.waiting().map(({ unfit }) => unfit)).toEqual([north]);
    expect(line.nextRestEndMs).toBe(Infinity);
  });

  it('takes out what another plan draws', () => {
    const line = lineOf(cell(0), cell(2, { takeId: 'shared' }));

    line.drop('shared');

    expect(drawn(line)).toEqual(['cell 0']);
  });

  it('tells the mean steps of a group and where its next cell stands', () => {
    const line = lineOf(cell(0), cell(2));
    const [group] = line.waiting();

    expect(group?.stepsPerCell).toBe(2);
    expect(group && line.orderOf(group)).toBe(-2);
  });

  it('knows up to which change it has followed', () => {
    const line = lineOf();

    line.followOn([cell(0, { sequence: 7 }), cell(1, { sequence: 12 })], nowMs);

    expect(line.sequence).toBe(12);
  });

  it('does not take the changes before a cell for known that is read alone', () => {
    expect(lineOf(cell(0, { sequence: 12 })).sequence).toBe(0);
  });

  it('keeps a cell that has rested until it is followed again', () => {
    const line = lineOf(cell(0, { notBefore: nowMs + 1 }));

    line.rested(nowMs + 1);

    expect(line.rested(nowMs + 1).map(({ id }) => id)).toEqual(['cell 0']);
    expect(line.cellCount).toBe(1);
  });

  it('takes out a cell that rests where another plan draws the same', () => {
    const line = lineOf(cell(0, { takeId: 'same', notBefore: nowMs + 1 }));

    line.drop('same');

    expect(line.cellCount).toBe(0);
  });
});
