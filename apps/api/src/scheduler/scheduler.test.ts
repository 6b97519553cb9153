import { endpoints, type PlanView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const checkpoint = 'CheckpointLoaderSimple.ckpt_name';
const seasons = ['spring.safetensors', 'summer.safetensors', 'autumn.safetensors', 'winter.safetensors'];

/** One server, which draws one cell after the other; everything waits until it goes on. */
async function pausedStudio(): Promise<TestApp> {
  const studio = await startServer(onTestFinished, { checkpoints: seasons, secondsPerStep: 0.01 });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, studio, 'studio', 1);
  await app.api.request(endpoints.pauseExecution, {});
  return app;
}

/** Goes on and tells in which order cells were drawn: the place of the plan among the plans, and the cell's index. */
async function drawn({ api }: TestApp, plans: readonly PlanView[]): Promise<{ plan: number; index: number }[]> {
  await api.request(endpoints.resumeExecution, {});
  for (const plan of plans) await finishedPlan(api, plan.id);
  const cells = (await Promise.all(plans.map((plan) => cellsOf(api, plan.id)))).flatMap((own, plan) => own.map((cell) => ({ ...cell, plan })));
  const timed = await Promise.all(cells.map(async ({ id, plan, index }) => {
    const { takes } = await api.request(endpoints.getCell, { parameters: { cellId: id } });
    return { plan, index, claimedAt: takes[0]?.attempts[0]?.claimedAt ?? 0 };
  }));
  return timed.sort((a, b) => a.claimedAt - b.claimedAt).map(({ plan, index }) => ({ plan, index }));
}

it('draws all cells of a checkpoint before the next, also where the checkpoint runs fastest', async () => {
  const app = await pausedStudio();
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: checkpoint, values: seasons.slice(0, 2) }, { input: 'KSampler.seed', values: '1-3' }] }));

  const order = await drawn(app, [plan]);

  expect(order.map(({ index }) => index)).toEqual([0, 2, 4, 1, 3, 5]);
});

it.each([
  ['rows', [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ['corners', [0, 2, 6, 8, 4, 1, 3, 5, 7]],
] as const)('draws %s first where somebody asks for it', async (asked, expected) => {
  const app = await pausedStudio();
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: checkpoint, values: seasons.slice(0, 3) }, { input: 'KSampler.seed', values: '1-3' }] }));
  await app.api.request(endpoints.changePlan, { parameters: { planId: plan.id }, body: { order: asked } });

  const order = await drawn(app, [plan]);

  expect(order.map(({ index }) => index)).toEqual(expected);
});

it('draws an experiment of higher priority before one that was started earlier', async () => {
  const app = await pausedStudio();
  const plans = [await startPlan(app, smallDraft({ name: 'usual', servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-3' }] })), await startPlan(app, smallDraft({ name: 'urgent', servers: 'all', axes: [{ input: 'KSampler.seed', values: '11-13' }] }))];
  await app.api.request(endpoints.changePlan, { parameters: { planId: plans[1]?.id ?? '' }, body: { priority: 5 } });

  const order = await drawn(app, plans);

  expect(order.map(({ plan }) => plan)).toEqual([1, 1, 1, 0, 0, 0]);
});

it('lets experiments of equal priority take turns, a set of models each', async () => {
  const app = await pausedStudio();
  const experiment = (name: string, checkpoints: string[]) => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-2' }, { input: checkpoint, values: checkpoints }] });
  const plans = [await startPlan(app, experiment('first', seasons.slice(0, 2))), await startPlan(app, experiment('second', seasons.slice(2)))];

  const order = await drawn(app, plans);

  expect(order.map(({ plan }) => plan)).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
});
