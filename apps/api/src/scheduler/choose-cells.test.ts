import { describe, expect, it } from 'vitest';
import { chooseCells, type WaitingGroup } from './choose-cells.js';

function group(key: string, more: Partial<WaitingGroup> = {}): WaitingGroup {
  return { key, planId: `plan of ${key}`, priority: 0, serverIds: new Set(['a', 'b']), count: 10, ...more };
}

describe('chooseCells', () => {
  it('fills every free seat as long as cells wait', () => {
    const assignments = chooseCells([{ serverId: 'a', freeSeats: 2 }, { serverId: 'b', freeSeats: 1 }], [group('g')]);

    expect(assignments.map((assignment) => assignment.serverId).sort()).toEqual(['a', 'a', 'b']);
  });

  it('assigns no more cells than wait', () => {
    expect(chooseCells([{ serverId: 'a', freeSeats: 5 }], [group('g', { count: 2 })])).toHaveLength(2);
  });

  it('keeps a server with the models that it has loaded', () => {
    const assignments = chooseCells([{ serverId: 'a', freeSeats: 1, lastGroup: 'second' }], [group('first'), group('second')]);

    expect(assignments).toEqual([{ serverId: 'a', groupKey: 'second' }]);
  });

  it('leaves the loaded models for a higher priority', () => {
    const assignments = chooseCells([{ serverId: 'a', freeSeats: 1, lastGroup: 'grid' }], [group('grid'), group('by hand', { priority: 1_000 })]);

    expect(assignments).toEqual([{ serverId: 'a', groupKey: 'by hand' }]);
  });

  it('gives two servers two groups rather than the same one', () => {
    const assignments = chooseCells([{ serverId: 'a', freeSeats: 1 }, { serverId: 'b', freeSeats: 1 }], [group('first'), group('second')]);

    expect(new Set(assignments.map((assignment) => assignment.groupKey))).toEqual(new Set(['first', 'second']));
  });

  it('lets an idle server help where most is waiting', () => {
    const groups = [group('short', { count: 2 }), group('long', { count: 50 })];

    const assignments = chooseCells([{ serverId: 'c', freeSeats: 1 }, { serverId: 'a', freeSeats: 0, lastGroup: 'short' }, { serverId: 'b', freeSeats: 0, lastGroup: 'long' }], groups.map((waiting) => ({ ...waiting, serverIds: new Set(['a', 'b', 'c']) })));

    expect(assignments).toEqual([{ serverId: 'c', groupKey: 'long' }]);
  });

  it('does not let a cell that only one server can draw hold up another', () => {
    const groups = [group('only a', { serverIds: new Set(['a']) }), group('both')];

    expect(chooseCells([{ serverId: 'b', freeSeats: 1 }], groups)).toEqual([{ serverId: 'b', groupKey: 'both' }]);
  });

  it('begins the group of the plan that waited longest for its turn', () => {
    const turns = new Map([['plan of first', 7], ['plan of second', 3]]);

    expect(chooseCells([{ serverId: 'a', freeSeats: 1 }], [group('first'), group('second')], turns)).toEqual([{ serverId: 'a', groupKey: 'second' }]);
  });

  it('assigns nothing to a server that can draw nothing of what waits', () => {
    expect(chooseCells([{ serverId: 'c', freeSeats: 1 }], [group('g')])).toEqual([]);
  });
});
