import type { EntityManager } from '@mikro-orm/knex';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { canWaitForItself, openTestDatabase } from '../../../../test/support/test-database.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Experiment } from '../database/entities/experiment.entity.js';
import { Plan } from '../database/entities/plan.entity.js';
import { Revision } from '../database/entities/revision.entity.js';
import { Take } from '../database/entities/take.entity.js';
import { newId } from '../database/ids.js';
import { transactional } from '../database/transaction.js';
import { CellChanges } from './cell-changes.js';
import type { PlanNews } from './plan-news.js';

const plans = 2;
const cellsEach = 30;

/** One database, as two processes have it open. */
async function twoProcesses(): Promise<EntityManager[]> {
  const folder = await temporaryFolder(onTestFinished);
  const orms = [await openTestDatabase(folder), await openTestDatabase(folder)];
  onTestFinished(async () => {
    for (const orm of orms) await orm.close();
  });
  // The drivers' common part is what is used here.
  return orms.map((orm) => orm.em.fork() as EntityManager);
}

/** Plans whose cells of the same place wait for the same take. */
async function writePlans(em: EntityManager): Promise<{ takeIds: string[]; planIds: string[] }> {
  const experimentId = newId();
  const revisionId = newId();
  await em.insert(Experiment, { id: experimentId, ownerId: 'local', name: 'two', tags: [], createdAt: 0, updatedAt: 0 });
  await em.insert(Revision, { id: revisionId, experimentId, number: 1, definition: '{}', definitionHash: '', workflowName: '', workflow: '{}', resolved: '{}', createdAt: 0 });
  const planIds = Array.from({ length: plans }, newId);
  const takeIds = Array.from({ length: cellsEach }, newId);
  await em.insertMany(Take, takeIds.map((id) => ({ id, cellId: id, recipeKey: id, number: 1, state: 'open' as const, createdAt: 0 })));
  for (const id of planIds) {
    await em.insert(Plan, { id, experimentId, revisionId, kind: 'grid', state: 'running', priority: 0, drawOrder: 'cheapest', sequence: 0, cellCount: cellsEach, failureStreak: 0, createdAt: 0 });
    await em.insertMany(Cell, takeIds.map((takeId, index) => ({ id: newId(), planId: id, index, sequence: 0, state: 'waiting' as const, valueIds: '[]', parameters: '{}', recipeKey: takeId, takeId, isStarred: false, priority: 0 })));
  }
  return { takeIds, planIds };
}

/** Nobody listens. */
const changes = new CellChanges({ cellsChanged: () => undefined } as unknown as PlanNews);

it.runIf(canWaitForItself())('gives every change a number of its own, whoever else changes cells of the same plans', async () => {
  const [one, other] = await twoProcesses();
  if (one === undefined || other === undefined) throw new Error('there are two');
  const { takeIds, planIds } = await writePlans(one);

  await Promise.all([
    ...takeIds.map((takeId) => transactional(one, (em) => changes.apply(em, { takeId, from: ['waiting'] }, { state: 'queued' }))),
    ...planIds.map((planId) => transactional(other, (em) => changes.apply(em, { planId, from: ['waiting', 'queued'] }, { isStarred: true }))),
    ...takeIds.toReversed().map((takeId) => transactional(other, (em) => changes.apply(em, { takeId, from: ['waiting', 'queued'] }, { priority: 1 }))),
  ]);

  const cells = await one.find(Cell, {}, { disableIdentityMap: true });
  for (const planId of planIds) {
    const sequences = cells.filter((cell) => cell.planId === planId).map((cell) => cell.sequence);
    const plan = await one.findOneOrFail(Plan, { id: planId }, { disableIdentityMap: true });
    expect(new Set(sequences).size).toBe(cellsEach);
    expect(plan.sequence).toBe(cellsEach * 3);
    expect(Math.max(...sequences)).toBe(cellsEach * 3);
  }
  expect(cells.every((cell) => cell.state === 'queued' && cell.isStarred && cell.priority === 1)).toBe(true);
});

it.runIf(canWaitForItself())('lets one of several that claim the same cells have them', async () => {
  const [one, other] = await twoProcesses();
  if (one === undefined || other === undefined) throw new Error('there are two');
  const { takeIds } = await writePlans(one);

  const won = await Promise.all(
    [one, other, one, other].map(async (process) => {
      const claims = await Promise.all(takeIds.map((takeId) => transactional(process, (em) => changes.apply(em, { takeId, from: ['waiting'] }, { state: 'queued' }))));
      return claims.filter((claim) => claim.size > 0).length;
    }),
  );

  expect(won.reduce((sum, count) => sum + count, 0)).toBe(takeIds.length);
});

it('numbers the cells of one change in the order of the plan, and says from where', async () => {
  const [one] = await twoProcesses();
  if (one === undefined) throw new Error('there is one');
  const { planIds, takeIds } = await writePlans(one);
  await transactional(one, (em) => changes.apply(em, { takeId: takeIds[4] ?? '' }, { isStarred: true }));

  const changed = await transactional(one, (em) => changes.apply(em, { planId: planIds[0] ?? '', from: ['waiting'] }, { state: 'cancelled' }));

  const cells = await one.find(Cell, { planId: planIds[0] ?? '' }, { orderBy: { index: 'asc' }, disableIdentityMap: true });
  expect(changed).toEqual(new Map([[planIds[0], 1]]));
  expect(cells.map((cell) => cell.sequence)).toEqual(Array.from({ length: cellsEach }, (_, place) => place + 2));
});
