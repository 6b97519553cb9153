import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseCells } from './choose-cells.js';
import type { SchedulableServer } from './schedulable-server.js';
import type { WaitingGroup } from './waiting-group.js';

function group(key: string, more: Partial<WaitingGroup> = {}): WaitingGroup {
  return { key, modelKey: key, planId: `plan of ${key}`, priority: 0, order: 0, serverIds: new Set(['a', 'b']), count: 10, ...more };
}

function server(id: string, more: Partial<SchedulableServer> = {}): SchedulableServer {
  return { id, freeSeats: 1, secondsPerStep: 1, secondsPerLoad: 2, ...more };
}

function given(servers: SchedulableServer[], groups: WaitingGroup[], turns: [string, number][] = []): [string, string][] {
  return chooseCells(servers, groups, { turns: new Map(turns) }).map(({ serverId, groupKey }) => [serverId, groupKey]);
}

describe('chooseCells', () => {
  it('fills every free seat as long as cells wait, each server before any a second time', () => {
    expect(given([server('a', { freeSeats: 2 }), server('b', { freeSeats: 1 })], [group('g', { count: 30 })])).toEqual([['a', 'g'], ['b', 'g'], ['a', 'g']]);
  });

  it('assigns no more cells than wait', () => {
    expect(given([server('a', { freeSeats: 5 })], [group('g', { count: 2 })])).toHaveLength(2);
  });

  it('keeps a server with the models that it has loaded', () => {
    expect(given([server('a', { modelKey: 'second' })], [group('first'), group('second')])).toEqual([['a', 'second']]);
  });

  it('leaves the loaded models for a higher priority', () => {
    expect(given([server('a', { modelKey: 'grid' })], [group('grid'), group('urgent', { priority: 1 })])).toEqual([['a', 'urgent']]);
  });

  it('puts a picture that is asked for by hand before every priority', () => {
    expect(given([server('a', { modelKey: 'grid' })], [group('grid', { priority: 100 }), group('by hand', { isByHand: true, priority: -100 })])).toEqual([['a', 'by hand']]);
  });

  it('gives a picture that is asked for by hand to the seat that is done with it soonest', () => {
    const servers = [server('a', { secondsPerStep: 4 }), server('b', { secondsPerStep: 1, modelKey: 'other' })];

    expect(given(servers, [group('by hand', { isByHand: true, count: 1 })])).toEqual([['b', 'by hand']]);
  });

  it('starts a picture that is asked for by hand at a free seat, even where a busy server would be quicker', () => {
    const servers = [server('a', { secondsPerStep: 4 }), server('b', { freeSeats: 0, busySeconds: 1 })];

    expect(given(servers, [group('by hand', { isByHand: true, count: 1 })])).toEqual([['a', 'by hand']]);
  });

  it('gives two servers two groups rather than the same one', () => {
    expect(given([server('a'), server('b')], [group('first'), group('second')]).map(([, key]) => key).sort()).toEqual(['first', 'second']);
  });

  it('lets an idle server help where most is waiting, if the load costs less than it saves', () => {
    const all = { serverIds: new Set(['a', 'b', 'c']) };
    const servers = [server('c'), server('a', { freeSeats: 0, busySeconds: 1, modelKey: 'short' }), server('b', { freeSeats: 0, busySeconds: 1, modelKey: 'long' })];

    expect(given(servers, [group('short', { ...all, count: 2 }), group('long', { ...all, count: 50 })])).toEqual([['c', 'long']]);
  });

  it('lets an idle server rest where loading would take longer than it saves', () => {
    const servers = [server('a', { modelKey: 'other', secondsPerLoad: 60 }), server('b', { freeSeats: 0, busySeconds: 1, modelKey: 'last' })];

    expect(given(servers, [group('last', { count: 3 })])).toEqual([]);
  });

  it('does not put a second prompt on a slow server that a quick one would finish earlier', () => {
    const servers = [server('a', { secondsPerStep: 4, busySeconds: 4, modelKey: 'g' }), server('b', { secondsPerStep: 1, busySeconds: 1, modelKey: 'g' })];

    expect(given(servers, [group('g', { count: 1 })])).toEqual([['b', 'g']]);
  });

  it('keeps an idle server at work with the last cells, where it has the models and is not far slower', () => {
    const servers = [server('a', { secondsPerStep: 4, modelKey: 'g' }), server('b', { freeSeats: 0, busySeconds: 1, modelKey: 'g' })];

    expect(given(servers, [group('g', { count: 2 })])).toEqual([['a', 'g']]);
    expect(given(servers.map((some) => (some.id === 'a' ? { ...some, secondsPerStep: 40 } : some)), [group('g', { count: 2 })])).toEqual([]);
  });

  it('lets an idle server rest where a quicker one takes the last cell before a hundredth of the run has gone by', () => {
    const servers = [server('a', { secondsPerStep: 4, modelKey: 'g' }), server('b', { freeSeats: 0, busySeconds: 1.2, modelKey: 'g' })];
    const ids = (elapsedSeconds: number) => chooseCells(servers, [group('g', { count: 1 })], { elapsedSeconds }).map(({ serverId }) => serverId);

    expect(ids(20)).toEqual(['a']);
    expect(ids(200)).toEqual([]);
  });

  it.each([
    ['the last cell for a quick server', 1, ['a']],
    ['a share of what waits for a quick server', 3, ['a', 'a']],
  ])('does not keep %s that is full of what others sent', (_, count, expected) => {
    const servers = [server('a', { freeSeats: 2, secondsPerStep: 40, modelKey: 'g' }), server('b', { freeSeats: 0, busySeconds: 0, modelKey: 'g' })];

    expect(given(servers, [group('g', { count })]).map(([id]) => id)).toEqual(expected);
  });

  it('does not let a cell that only one server can draw hold up another', () => {
    expect(given([server('b'), server('a', { freeSeats: 0, busySeconds: 90 })], [group('only a', { serverIds: new Set(['a']), priority: 5 }), group('both')])).toEqual([['b', 'both']]);
  });

  it('begins the group of the plan that waited longest for its turn', () => {
    expect(given([server('a')], [group('first'), group('second')], [['plan of first', 7], ['plan of second', 3]])).toEqual([['a', 'second']]);
  });

  it('takes turns cell by cell between plans that need the same models', () => {
    const groups = [group('one', { modelKey: 'same' }), group('two', { modelKey: 'same' })];

    expect(given([server('a', { freeSeats: 4 })], groups).map(([, key]) => key)).toEqual(['one', 'two', 'one', 'two']);
  });

  it('stays with a group of a plan until it is used up before the other plan has its turn', () => {
    const servers = [server('a', { freeSeats: 3, modelKey: 'one', planId: 'plan of one' })];

    expect(given(servers, [group('one', { count: 2 }), group('two')], [['plan of one', 1]]).map(([, key]) => key)).toEqual(['one', 'one', 'two']);
  });

  it('says when a turn begins', () => {
    const turns = chooseCells([server('a', { freeSeats: 3, modelKey: 'one', planId: 'plan of one' })], [group('one', { count: 1 }), group('two')]).map(({ isTurn }) => isTurn);

    expect(turns).toEqual([false, true, false]);
  });

  it('keeps to the order of a plan that wants one, whatever has to be loaded', () => {
    const groups = [group('later', { modelKey: undefined, order: 8, planId: 'p' }), group('sooner', { modelKey: undefined, order: 2, planId: 'p' })];

    expect(given([server('a', { modelKey: 'later' })], groups)).toEqual([['a', 'sooner']]);
  });

  it('assigns nothing to a server that can draw nothing of what waits', () => {
    expect(given([server('c')], [group('g')])).toEqual([]);
  });

  it('assigns cells to servers of which nothing was measured yet', () => {
    const servers = [{ id: 'a', freeSeats: 1 }, { id: 'b', freeSeats: 1 }];

    expect(given(servers, [group('g')]).map(([id]) => id).sort()).toEqual(['a', 'b']);
  });
});

const ids = ['a', 'b', 'c', 'd'];
const anyServer = (id: string) =>
  fc.record({ freeSeats: fc.integer({ min: 0, max: 3 }), busySeconds: fc.double({ min: 0, max: 60, noNaN: true }), modelKey: fc.option(fc.constantFrom('m', 'n', 'o'), { nil: undefined }), secondsPerStep: fc.option(fc.double({ min: 0.001, max: 50, noNaN: true }), { nil: undefined }), secondsPerLoad: fc.option(fc.double({ min: 0, max: 90, noNaN: true }), { nil: undefined }) }).map((more): SchedulableServer => ({ id, ...more }));
const anyGroup = (place: number) =>
  fc.record({ planId: fc.constantFrom('p', 'q'), modelKey: fc.option(fc.constantFrom('m', 'n', 'o'), { nil: undefined }), priority: fc.integer({ min: -1, max: 1 }), isByHand: fc.boolean(), order: fc.nat(9), serverIds: fc.subarray(ids).map((some) => new Set(some)), count: fc.nat(12), stepsPerCell: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }) }).map((more): WaitingGroup => ({ key: `group ${place}`, ...more }));
const anything = fc.tuple(fc.tuple(...ids.map(anyServer)), fc.tuple(...[0, 1, 2, 3, 4].map(anyGroup)));

describe('chooseCells, whatever waits', () => {
  it('gives no seat twice, no cell twice, and no cell to a server that cannot draw it', () => {
    fc.assert(fc.property(anything, ([servers, groups]) => {
      const assignments = chooseCells(servers, groups);

      for (const { id, freeSeats } of servers) expect(assignments.filter(({ serverId }) => serverId === id).length).toBeLessThanOrEqual(freeSeats);
      for (const { key, count } of groups) expect(assignments.filter(({ groupKey }) => groupKey === key).length).toBeLessThanOrEqual(count);
      for (const { serverId, groupKey } of assignments) expect(groups.find(({ key }) => key === groupKey)?.serverIds.has(serverId)).toBe(true);
    }));
  });

  it('leaves no group waiting while all that can draw it are idle', () => {
    fc.assert(fc.property(anything, ([servers, groups]) => {
      const idle = servers.map((some) => ({ ...some, freeSeats: 1, busySeconds: 0 }));

      const assignments = chooseCells(idle, groups);

      for (const { serverIds, count } of groups) {
        if (count > 0 && serverIds.size > 0) expect(assignments.some(({ serverId }) => serverIds.has(serverId))).toBe(true);
      }
    }));
  });

  it('fills all free seats with pictures that are asked for by hand, as long as there are any that they can draw', () => {
    fc.assert(fc.property(anything, ([servers, groups]) => {
      const byHand = groups.map((some) => ({ ...some, isByHand: true }));

      const assignments = chooseCells(servers, byHand);

      const left = byHand.filter(({ key, count }) => assignments.filter(({ groupKey }) => groupKey === key).length < count);
      for (const { id, freeSeats } of servers) {
        const isFull = assignments.filter(({ serverId }) => serverId === id).length === freeSeats;
        expect(isFull || left.every(({ serverIds }) => !serverIds.has(id))).toBe(true);
      }
    }));
  });
});
