import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Lot } from './lots.js';
import { shareOut } from './share-out.js';
import type { Drawer } from './shares.js';

const ids = ['a', 'b', 'c'];
const drawer = (id: string, more: Partial<Drawer> = {}): Drawer => ({ id, busySeconds: 0, modelKey: undefined, secondsPerStep: 1, secondsPerLoad: 2, ...more });
const lot = (modelKey: string, count: number, more: Partial<Lot> = {}): Lot => ({ key: modelKey, modelKey, serverIds: new Set(ids), groups: [], count, stepsPerCell: 1, order: 0, ...more });

function cells(drawers: Drawer[], lots: Lot[]): number[][] {
  const { portions } = shareOut(drawers, lots);
  return portions.map((own) => lots.map((some) => own.filter((portion) => portion.lot === some).reduce((sum, portion) => sum + portion.cells, 0)));
}

describe('shareOut', () => {
  it('gives a server that is four times as quick four times as much', () => {
    expect(cells([drawer('a', { modelKey: 'm', secondsPerStep: 4 }), drawer('b', { modelKey: 'm' })], [lot('m', 100)])).toEqual([[20], [80]]);
  });

  it('splits no lot where whole ones come out even', () => {
    expect(cells([drawer('a'), drawer('b')], [lot('m', 30), lot('n', 30)]).map((own) => own.filter((count) => count > 0))).toEqual([[30], [30]]);
  });

  it('counts what a server holds already', () => {
    const [[first = 0] = [], [second = 0] = []] = cells([drawer('a', { modelKey: 'm', busySeconds: 10 }), drawer('b', { modelKey: 'm' })], [lot('m', 30)]);

    expect([first, second]).toEqual([10, 20]);
  });

  it('leaves out a server whose load would take longer than all the others need', () => {
    expect(cells([drawer('a', { secondsPerLoad: 500, modelKey: 'n' }), drawer('b', { modelKey: 'm' })], [lot('m', 20)])).toEqual([[0], [20]]);
  });

  it('lets an idle server help at the end of a long run, however little that is of the whole', () => {
    const drawers = [drawer('a', { modelKey: 'm', busySeconds: 1 }), drawer('b', { modelKey: 'n' })];
    const lots = [lot('m', 60)];

    const helped = (elapsedSeconds: number) => (shareOut(drawers, lots, { elapsedSeconds }).portions[1] ?? []).length > 0;

    expect([helped(0), helped(36_000)]).toEqual([true, true]);
  });

  it('hands out every cell once, and ends no earlier than anything could', () => {
    const anyDrawer = (id: string) => fc.record({ busySeconds: fc.nat(20), modelKey: fc.option(fc.constantFrom('m', 'n'), { nil: undefined }), secondsPerStep: fc.integer({ min: 1, max: 9 }), secondsPerLoad: fc.nat(30) }).map((more) => drawer(id, more));
    const anyLot = (modelKey: string) => fc.record({ count: fc.integer({ min: 1, max: 60 }), stepsPerCell: fc.integer({ min: 1, max: 4 }), serverIds: fc.subarray(ids, { minLength: 1 }).map((some) => new Set(some)) }).map(({ count, ...more }) => lot(modelKey, count, more));

    fc.assert(fc.property(fc.tuple(...ids.map(anyDrawer)), fc.tuple(...['m', 'n', 'o'].map(anyLot)), (drawers, lots) => {
      const { portions, seconds } = shareOut(drawers, lots);

      for (const some of lots) expect(portions.flat().filter((portion) => portion.lot === some).reduce((sum, portion) => sum + portion.cells, 0)).toBe(some.count);
      for (const [place, own] of portions.entries()) for (const portion of own) expect(portion.lot.serverIds.has(drawers[place]?.id ?? '')).toBe(true);
      const steps = lots.reduce((sum, some) => sum + some.count * some.stepsPerCell, 0);
      const stepsPerSecond = drawers.reduce((sum, some) => sum + 1 / some.secondsPerStep, 0);
      expect(seconds).toBeGreaterThanOrEqual((steps / stepsPerSecond) * 0.999);
    }));
  });
});
