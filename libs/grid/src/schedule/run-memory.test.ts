import { describe, expect, it } from 'vitest';
import type { Lot } from './lots.js';
import { RunMemory } from './run-memory.js';
import type { Drawer } from './shares.js';

const drawers = ['a', 'b'].map((id): Drawer => ({ id, busySeconds: 0, modelKey: id, secondsPerStep: 1, secondsPerLoad: 2 }));
const lot = (key: string, count: number): Lot => ({ key, modelKey: key, serverIds: new Set(['a', 'b']), groups: [], count, stepsPerCell: 1, order: 0 });

function memoryOf(...lots: Lot[]): RunMemory {
  const memory = new RunMemory();
  memory.see(lots);
  return memory;
}

describe('RunMemory', () => {
  it.each([[3, 1], [19, 1], [20, 1], [39, 1], [40, 2], [100, 5]])('of %i sets allows %i extra loads', (sets, extra) => {
    expect(memoryOf(...Array.from({ length: sets }, (_, at) => lot(`set ${at}`, 5))).splitsLeft).toBe(extra);
  });

  it('counts loads beyond the first of a set, and never below none', () => {
    const memory = memoryOf(lot('m', 9), lot('n', 9));

    memory.given('a', lot('m', 9), true);
    const afterFirst = memory.splitsLeft;
    memory.given('b', lot('m', 8), true);
    const afterSecond = memory.splitsLeft;
    memory.given('b', lot('n', 9), true);
    memory.given('a', lot('n', 8), true);

    expect([afterFirst, afterSecond, memory.splitsLeft]).toEqual([1, 0, 0]);
  });

  it('knows how long the whole run takes, whatever of it is done', () => {
    const memory = memoryOf(lot('m', 10), lot('n', 10));
    const before = memory.idealSeconds(drawers);

    memory.given('a', lot('m', 10), true);
    memory.see([lot('m', 9), lot('n', 10)]);

    expect([before, memory.idealSeconds(drawers)]).toEqual([12, 12]);
  });

  it('follows kept shares as long as what was given is what they say', () => {
    const [m, n] = [lot('a', 4), lot('b', 4)];
    const memory = memoryOf(m, n);
    memory.keep(drawers, { portions: [[{ lot: m, cells: 4 }], [{ lot: n, cells: 4 }]], seconds: 4 });

    memory.given('a', m, false);

    expect(memory.stillKept(drawers, [lot('a', 3), n], 4)?.portions.map((own) => own.map(({ cells }) => cells))).toEqual([[3], [4]]);
  });

  it.each<[string, (memory: RunMemory) => void, Lot[], number]>([
    ['a cell went elsewhere', (memory) => memory.given('b', lot('a', 4), true), [lot('a', 3), lot('b', 4)], 9],
    ['cells were added', () => undefined, [lot('a', 5), lot('b', 4)], 9],
    ['they would end too late', () => undefined, [lot('a', 4), lot('b', 4)], 3],
  ])('drops kept shares where %s', (_, change, lots, seconds) => {
    const memory = memoryOf(lot('a', 4), lot('b', 4));
    memory.keep(drawers, { portions: [[{ lot: lot('a', 4), cells: 4 }], [{ lot: lot('b', 4), cells: 4 }]], seconds: 4 });

    change(memory);

    expect(memory.stillKept(drawers, lots, seconds)).toBeUndefined();
    expect(memory.stillKept(drawers, [lot('a', 4), lot('b', 4)], 9)).toBeUndefined();
  });

  it.each<[string, Lot[], boolean]>([
    ['not again where some were given away', [lot('a', 3), lot('b', 4)], false],
    ['again where some were added', [lot('a', 5), lot('b', 4)], true],
    ['again where others can draw them', [lot('a', 3), { ...lot('b', 4), key: 'b elsewhere' }], true],
  ])('exchanges cells once, and %s', (_, lots, expected) => {
    const memory = memoryOf(lot('a', 4), lot('b', 4));
    const first = memory.beginExchange();
    if (!expected) memory.given('a', lot('a', 4), true);

    memory.see(lots);

    expect([first, memory.beginExchange()]).toEqual([true, expected]);
  });

  it('does not look again for what was not there, until sets are added', () => {
    const memory = memoryOf(lot('m', 9));

    memory.giveUp();
    const before = memory.isHopeless;
    memory.see([lot('m', 9), lot('n', 9)]);

    expect([before, memory.isHopeless]).toEqual([true, false]);
  });
});
