import { describe, expect, it } from 'vitest';
import { Exchange, type ExchangeOptions } from './exchange.js';
import type { Lot } from './lots.js';
import type { Drawer } from './shares.js';

const ids = new Set(['a', 'b', 'c']);
const drawer = (id: string, more: Partial<Drawer> = {}): Drawer => ({ id, busySeconds: 0, modelKey: undefined, secondsPerStep: 1, secondsPerLoad: 2, ...more });
const lot = (key: string, count: number, serverIds: ReadonlySet<string> = ids): Lot => ({ key, modelKey: key, serverIds, groups: [], count, stepsPerCell: 1, order: 0 });

function cells(drawers: Drawer[], lots: Lot[], options: Partial<ExchangeOptions>): number[][] | undefined {
  const shares = new Exchange(drawers, lots, { seconds: 30, mostSplits: 0, seed: 1, ...options }).shares();
  return shares?.portions.map((own) => lots.map((some) => own.find((portion) => portion.lot === some)?.cells ?? 0));
}

describe('Exchange', () => {
  it('finds which whole lots belong together', () => {
    const found = cells([drawer('a'), drawer('b')], ['s', 't', 'u', 'v', 'w'].map((key, at) => lot(key, [9, 9, 6, 6, 6][at] ?? 0)), { seconds: 24 });

    expect(found?.map((own) => own.reduce((sum, count) => sum + count, 0)).sort()).toEqual([18, 18]);
  });

  it('finds nothing where a lot would have to be split and may not be', () => {
    expect(cells([drawer('a'), drawer('b')], [lot('m', 40)], { mostSplits: 0 })).toBeUndefined();
  });

  it('tries no more than a budget allows that others have used before', () => {
    const budget = { changesLeft: 500 };
    const found = [1, 2].map((seed) => cells([drawer('a'), drawer('b')], [lot('m', 40)], { mostSplits: 0, seed, budget }));

    expect([found, budget.changesLeft]).toEqual([[undefined, undefined], 0]);
  });

  it('splits a lot where it may', () => {
    const [[first = 0] = [], [second = 0] = []] = cells([drawer('a'), drawer('b')], [lot('m', 40)], { mostSplits: 1 }) ?? [];

    expect(first + second).toBe(40);
    expect(Math.max(first, second)).toBeLessThanOrEqual(28);
  });

  it('counts no load where the models are there', () => {
    expect(cells([drawer('a', { modelKey: 'm' }), drawer('b', { modelKey: 'n' })], [lot('m', 30), lot('n', 30)], {})).toEqual([[30, 0], [0, 30]]);
  });

  it('gives a server nothing that it cannot draw', () => {
    expect(cells([drawer('a'), drawer('b')], [lot('m', 10, new Set(['b'])), lot('n', 10, new Set(['b']))], {})).toEqual([[0, 0], [10, 10]]);
  });
});
