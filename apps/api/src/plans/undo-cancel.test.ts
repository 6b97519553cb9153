import { endpoints } from '@gridscope/contract';
import { EntityManager } from '@mikro-orm/knex';
import { expect, it } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import type { TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { Cell } from '../database/entities/cell.entity.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const priorityOf = async (app: TestApp, cellId: string) => (await app.nest.get(EntityManager).fork().findOneOrFail(Cell, { id: cellId })).priority;
const steer = (app: TestApp, what: 'pausePlan' | 'cancelPlan' | 'undoCancelPlan', planId: string) => app.api.request(endpoints[what], { parameters: { planId } });

it('brings back what cancelling the plan cancelled, and leaves what was cancelled alone before', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, seeds('1-6'));
  await eventually('a cell is done', async () => (await cellsOf(app.api, plan.id)).some((cell) => cell.state === 'done'));
  const last = (await cellsOf(app.api, plan.id))[5];
  await app.api.request(endpoints.stopCell, { parameters: { cellId: last?.id ?? '' } });
  await steer(app, 'cancelPlan', plan.id);

  const back = await steer(app, 'undoCancelPlan', plan.id);
  const twice = await steer(app, 'undoCancelPlan', plan.id);

  expect([back.state, twice.state]).toEqual(['running', 'running']);
  expect(back.counts.cancelled).toBe(1);
  expect((await finishedPlan(app.api, plan.id)).counts).toMatchObject({ done: 5, cancelled: 1 });
});

it('gives a plan that was paused back paused', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, seeds('1-6'));
  await steer(app, 'pausePlan', plan.id);
  const cancelled = await steer(app, 'cancelPlan', plan.id);

  const back = await steer(app, 'undoCancelPlan', plan.id);

  expect([cancelled.state, back.state, back.pauseReason]).toEqual(['cancelled', 'paused', undefined]);
  expect(back.counts.cancelled).toBe(0);
});

it('brings back a large plan that was cancelled while its rows were put down', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, seeds('1-1500'));
  await steer(app, 'cancelPlan', plan.id);
  await eventually('every cell has its row', async () => (await cellsOf(app.api, plan.id)).length === 1_500);

  const back = await steer(app, 'undoCancelPlan', plan.id);

  expect(back).toMatchObject({ state: 'running', counts: { cancelled: 0 } });
  await steer(app, 'cancelPlan', plan.id);
});

it('brings back before the others what was asked for by hand', async () => {
  const app = await slowStudio({ secondsPerStep: 20 });
  const plan = await startPlan(app, seeds('1-6'));
  const last = (await cellsOf(app.api, plan.id))[5];
  await app.api.request(endpoints.drawCellNow, { parameters: { cellId: last?.id ?? '' } });
  await steer(app, 'cancelPlan', plan.id);

  await steer(app, 'undoCancelPlan', plan.id);

  expect(await priorityOf(app, last?.id ?? '')).toBe(1);
  await steer(app, 'cancelPlan', plan.id);
});
