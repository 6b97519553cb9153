import type { WaitingGroup } from '@gridscope/grid';
import { expect, it } from 'vitest';
import type { ExecutionPause } from '../execution/execution-pause.js';
import type { JobsService } from '../jobs/jobs.service.js';
import type { TakenCell } from './plan-line.js';
import { SchedulingRounds } from './scheduling-rounds.js';
import type { ServerOffers } from './server-offers.js';
import type { WaitingLines } from './waiting-lines.js';

const group: WaitingGroup = { key: 'p all', planId: 'p', isByHand: false, count: 1, stepsPerCell: 1, modelKey: 'm', priority: 0, order: 0, serverIds: new Set(['studio']) };
const cell: TakenCell = { cellId: 'c', takeId: 't', planId: 'p', modelKey: 'm' };

/** One cell that waits, and one server with a free seat. */
function oneCell(stillWaits: boolean) {
  const line = [cell];
  const dropped: string[] = [];
  const onTheirWay: number[] = [];
  const lines = { isStale: false, refreshAll: async () => undefined, load: async () => undefined, isOpen: () => true, waiting: () => (line.length > 0 ? [group] : []), take: () => line.pop(), drop: (takeId: string) => dropped.push(takeId), putBack: () => undefined, waitingAmong: async () => new Set(stillWaits ? ['c'] : []) };
  const offers = { clear: () => undefined, learn: async () => undefined, given: () => undefined, now: async (assigned: ReadonlyMap<string, number>) => {
    onTheirWay.push(assigned.get('studio') ?? 0);
    return [{ id: 'studio', freeSeats: 1, busySeconds: 0 }];
  } };
  // What rounds ask of each, and no more.
  const rounds = new SchedulingRounds(lines as unknown as WaitingLines, offers as unknown as ServerOffers, { isPaused: async () => false } as unknown as ExecutionPause, { add: async () => undefined } as unknown as JobsService);
  return { rounds, onTheirWay, dropped };
}

it.each([
  ['no seat for a cell whose claim it never heard of', false, [0, 1, 0]],
  ['a seat for a cell that is still on its way', true, [0, 1, 1]],
])('counts %s', async (_, stillWaits, expected) => {
  const { rounds, onTheirWay } = oneCell(stillWaits);

  for (const nowMs of [0, 900, 1_100]) await rounds.next(nowMs, () => true);

  expect(onTheirWay).toEqual(expected);
});

it('leaves what else waits for a take in its line where one of its cells waits no more, which may have been skipped', async () => {
  const { rounds, dropped } = oneCell(false);

  for (const nowMs of [0, 1_100]) await rounds.next(nowMs, () => true);

  expect(dropped).toEqual([]);
});

it('gives back to its line a cell that waits for what another plan draws', async () => {
  const { rounds, putBack } = oneTake();

  await rounds.next(0, () => true);

  expect(putBack).toEqual([{ ...cell, cellId: 'of another plan', planId: 'q' }]);
});

/** Cells of two plans that wait for one take, and a server with two free seats. */
function oneTake() {
  const putBack: TakenCell[] = [];
  const lines = { isStale: false, refreshAll: async () => undefined, load: async () => undefined, isOpen: () => true, waitingAmong: async () => new Set(), waiting: () => [group, { ...group, key: 'q all', planId: 'q' }], putBack: (taken: TakenCell) => putBack.push(taken), take: (key: string) => (key === group.key ? cell : { ...cell, cellId: 'of another plan', planId: 'q' }) };
  const offers = { learn: async () => undefined, given: () => undefined, now: async () => [{ id: 'studio', freeSeats: 2, busySeconds: 0 }] };
  // What rounds ask of each, and no more.
  const rounds = new SchedulingRounds(lines as unknown as WaitingLines, offers as unknown as ServerOffers, { isPaused: async () => false } as unknown as ExecutionPause, { add: async () => undefined } as unknown as JobsService);
  return { rounds, putBack };
}
