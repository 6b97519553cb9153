import { type CellView, endpoints, type PlanView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import type { Job } from '../jobs/job.js';
import { JobsService } from '../jobs/jobs.service.js';

const grid = (more = {}) => smallDraft({ servers: 'all', axes: [{ name: 'luck', input: 'KSampler.seed', values: '1-4' }, { name: 'how', input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }], ...more });
const skip = (app: TestApp, planId: string, body: Parameters<typeof app.api.request<typeof endpoints.skipCells>>[1]['body']) => app.api.request(endpoints.skipCells, { parameters: { planId }, body });
const pause = (app: TestApp, planId: string) => app.api.request(endpoints.pausePlan, { parameters: { planId } });
const resume = (app: TestApp, planId: string) => app.api.request(endpoints.resumePlan, { parameters: { planId } });
const valueOf = (plan: PlanView, axis: number, place: number) => plan.axes[axis]?.values[place]?.id ?? '';
const rowCount = ({ counts: { waiting, queued, running, done, failed, skipped, cancelled } }: PlanView) => waiting + queued + running + done + failed + skipped + cancelled;
const skippedIndexes = (cells: readonly CellView[]) => cells.filter((cell) => cell.state === 'skipped').map((cell) => cell.index);

it('leaves out one value of an axis, draws the others, and is done', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, grid());

  await skip(app, plan.id, { isSkipped: true, axis: 1, value: valueOf(plan, 1, 1) });
  const drawn = await finishedPlan(app.api, plan.id);

  expect(drawn.counts).toMatchObject({ done: 4, skipped: 4 });
  const cells = await cellsOf(app.api, plan.id);
  expect(skippedIndexes(cells)).toEqual([4, 5, 6, 7]);
  expect(cells[4]).toMatchObject({ state: 'skipped', reason: 'Skipped by hand.', isByHand: true });
});

it('takes a value in again in a plan that is done, and draws it', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, grid());
  const wish = { axis: 0, value: valueOf(plan, 0, 3) };
  await skip(app, plan.id, { isSkipped: true, ...wish });
  await finishedPlan(app.api, plan.id);

  const again = await skip(app, plan.id, { isSkipped: false, ...wish });
  const drawn = await finishedPlan(app.api, plan.id);

  expect(again.state).toBe('running');
  expect(drawn.counts).toMatchObject({ done: 8, skipped: 0 });
});

it('changes nothing when it is said twice', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, grid());
  await pause(app, plan.id);
  const wish = { isSkipped: true, axis: 0, value: valueOf(plan, 0, 2) } as const;
  const skipped = async () => (await cellsOf(app.api, plan.id)).filter((cell) => cell.state === 'skipped');
  await skip(app, plan.id, wish);
  const once = await skipped();

  await skip(app, plan.id, wish);

  // Each with the number of its last change.
  expect(await skipped()).toEqual(once);
  expect(once.length).toBeGreaterThan(0);
});

it('stops what a server draws of a skipped cell', async () => {
  const app = await slowStudio({ secondsPerStep: 1 });
  const plan = await startPlan(app, grid());
  const running = await eventually('a cell is running', async () => (await cellsOf(app.api, plan.id)).find((cell) => cell.state === 'running'));
  await pause(app, plan.id);

  await skip(app, plan.id, { isSkipped: true, cells: [running.id] });

  await eventually('its seat is free', async () => (await app.api.request(endpoints.listServers, {})).items.every((server) => server.seatsTaken === 0));
  expect((await cellsOf(app.api, plan.id)).find((cell) => cell.id === running.id)?.state).toBe('skipped');
});

it('does not take a drawing from another experiment that waits for the same', async () => {
  const app = await slowStudio();
  const first = await startPlan(app, grid({ name: 'first' }));
  await pause(app, first.id);
  const second = await startPlan(app, grid({ name: 'second' }));
  await pause(app, second.id);

  await skip(app, first.id, { isSkipped: true, axis: 1, value: valueOf(first, 1, 1) });
  await resume(app, second.id);
  const drawn = await finishedPlan(app.api, second.id);

  expect(drawn).toMatchObject({ state: 'done', counts: { done: 8 } });
  const counts = (await app.api.request(endpoints.getPlan, { parameters: { planId: first.id } })).counts;
  // What both waited for came to both with one drawing; what was skipped stayed so.
  expect(counts).toMatchObject({ done: 4, skipped: 4 });
});

it('keeps what a rule skips skipped', async () => {
  const app = await slowStudio();
  const plan = await drawPlan(app, grid({ skip: ['luck > 3'] }));

  const after = await skip(app, plan.id, { isSkipped: false, axis: 0, value: valueOf(plan, 0, 3) });

  expect(after).toMatchObject({ state: 'done', counts: { skipped: 2 } });
  expect((await cellsOf(app.api, plan.id))[3]).toMatchObject({ state: 'skipped', isByHand: false });
});

it('leaves a value out of rows that are put down after the program was ended and started again', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder);
  holdWriter(first);
  const plan = await startPlan(first, smallDraft({ axes: [{ name: 'luck', input: 'KSampler.seed', values: '1-800' }, { name: 'how', input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }] }));
  await pause(first, plan.id);
  const left = await skip(first, plan.id, { isSkipped: true, axis: 1, value: valueOf(plan, 1, 1) });
  await first.close();

  const second = await startApp(folder);
  onTestFinished(() => second.close());
  const cells = await eventually('every cell has its row', async () => {
    const there = await cellsOf(second.api, plan.id);
    return there.length === 1_600 ? there : undefined;
  });

  expect(rowCount(left)).toBeLessThan(800);
  expect(skippedIndexes(cells)).toEqual(Array.from({ length: 800 }, (_, place) => 800 + place));
});

it('puts rows down as usual once a value that was left out is taken in again', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  const letGo = holdWriter(app);
  const plan = await startPlan(app, smallDraft({ axes: [{ name: 'luck', input: 'KSampler.seed', values: '1-800' }, { name: 'how', input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }] }));
  await pause(app, plan.id);
  const wish = { axis: 1, value: valueOf(plan, 1, 1) };
  await skip(app, plan.id, { isSkipped: true, ...wish });

  const taken = await skip(app, plan.id, { isSkipped: false, ...wish });
  await letGo(plan.id);
  const cells = await eventually('every cell has its row', async () => {
    const there = await cellsOf(app.api, plan.id);
    return there.length === 1_600 ? there : undefined;
  });

  expect(rowCount(taken)).toBeLessThan(800);
  expect(skippedIndexes(cells)).toEqual([]);
});

/** Of plans that begin from now on only the first rows are put down; the others of a plan when the returned function is called. */
function holdWriter(app: TestApp): (planId: string) => Promise<void> {
  const jobs = app.nest.get(JobsService);
  const add = jobs.add.bind(jobs);
  Object.assign(jobs, { add: async (job: Job) => (job.type === 'write-plan' ? undefined : add(job)) });
  return (planId) => add({ type: 'write-plan', planId });
}

it.each([
  ['whose rows are there', 4],
  ['whose rows are still to come', 800],
])('takes a value in again without cells that another value leaves out, in a plan %s', async (_, seedCount) => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  await app.api.request(endpoints.pauseExecution, {});
  const letGo = holdWriter(app);
  const plan = await startPlan(app, smallDraft({ axes: [{ name: 'luck', input: 'KSampler.seed', values: `1-${seedCount}` }, { name: 'how', input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }] }));
  const wish = { axis: 0, value: valueOf(plan, 0, 2) };
  await skip(app, plan.id, { isSkipped: true, ...wish });
  await skip(app, plan.id, { isSkipped: true, axis: 1, value: valueOf(plan, 1, 1) });

  await skip(app, plan.id, { isSkipped: false, ...wish });
  await letGo(plan.id);
  const cells = await eventually('every cell has its row', async () => {
    const there = await cellsOf(app.api, plan.id);
    return there.length === 2 * seedCount ? there : undefined;
  });

  expect(skippedIndexes(cells)).toEqual(Array.from({ length: seedCount }, (_unused, place) => seedCount + place));
});

it('takes in a cell that is named though its value is left out', async () => {
  const app = await slowStudio();
  await app.api.request(endpoints.pauseExecution, {});
  const plan = await startPlan(app, grid());
  await skip(app, plan.id, { isSkipped: true, axis: 1, value: valueOf(plan, 1, 1) });
  const named = (await cellsOf(app.api, plan.id)).find((cell) => cell.index === 5);

  await skip(app, plan.id, { isSkipped: false, cells: [named?.id ?? ''] });

  expect(skippedIndexes(await cellsOf(app.api, plan.id))).toEqual([4, 6, 7]);
});

it('takes cells in again as cancelled where their plan was cancelled in the meantime', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, grid());
  await pause(app, plan.id);
  const wish = { axis: 0, value: valueOf(plan, 0, 3) };
  await skip(app, plan.id, { isSkipped: true, ...wish });
  await app.api.request(endpoints.cancelPlan, { parameters: { planId: plan.id } });

  const after = await skip(app, plan.id, { isSkipped: false, ...wish });

  expect(after).toMatchObject({ state: 'cancelled', counts: { waiting: 0, skipped: 0 } });
});

it('refuses a value that the plan does not have', async () => {
  const app = await slowStudio();
  const plan = await startPlan(app, grid());

  await expect(skip(app, plan.id, { isSkipped: true, axis: 7, value: 'x' })).rejects.toMatchObject({ status: 400, message: expect.stringContaining('no axis 8') });
});
