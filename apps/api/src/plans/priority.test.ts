import { endpoints } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import type { TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';

const seeds = (name: string, values: string) => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const change = (app: TestApp, planId: string, body: { priority?: number; order?: 'cheapest' | 'rows' | 'corners' }) => app.api.request(endpoints.changePlan, { parameters: { planId }, body });
const plan = (app: TestApp, planId: string) => app.api.request(endpoints.getPlan, { parameters: { planId } });

it('draws the experiment of the higher priority first, as soon as it is said', async () => {
  const app = await slowStudio({ secondsPerStep: 0.1 });
  const first = await startPlan(app, seeds('first', '1-12'));
  const second = await startPlan(app, seeds('second', '21-23'));
  await eventually('the first is being drawn', async () => (await plan(app, first.id)).counts.running === 1);

  const changed = await change(app, second.id, { priority: 10 });
  await finishedPlan(app.api, second.id);

  expect(changed.priority).toBe(10);
  expect((await plan(app, first.id)).counts.waiting).toBeGreaterThan(4);
});

it('draws corners and middle first when that is asked for', async () => {
  const app = await slowStudio();
  await app.api.request(endpoints.pauseExecution, {});
  const started = await startPlan(app, seeds('corners', '1-9'));

  const changed = await change(app, started.id, { order: 'corners' });
  await app.api.request(endpoints.resumeExecution, {});
  await finishedPlan(app.api, started.id);

  const drawn = (await cellsOf(app.api, started.id)).sort((a, b) => a.sequence - b.sequence).map((cell) => cell.index);
  expect(changed.order).toBe('corners');
  expect(drawn.slice(0, 3).sort((a, b) => a - b)).toEqual([0, 4, 8]);
});

it('refuses a priority beyond what there is', async () => {
  const app = await slowStudio();
  const started = await startPlan(app, seeds('far', '1-2'));

  await expect(change(app, started.id, { priority: 101 })).rejects.toMatchObject({ status: 400 });
});
