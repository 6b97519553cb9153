import { type CellView, endpoints } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { drawnFiles } from '../../../../test/support/drawn-files.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import { temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';

const seeds = (values: string, name = 'seeds') => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const ask = (app: TestApp, what: 'drawCellNow' | 'stopCell' | 'retryCell', cellId: string) => app.api.request(endpoints[what], { parameters: { cellId } });
const pause = (app: TestApp, planId: string) => app.api.request(endpoints.pausePlan, { parameters: { planId } });
const resume = (app: TestApp, planId: string) => app.api.request(endpoints.resumePlan, { parameters: { planId } });
const cellAt = async (app: TestApp, planId: string, index: number): Promise<CellView> => {
  const cell = (await cellsOf(app.api, planId))[index];
  if (cell === undefined) throw new Error(`no cell ${index}`);
  return cell;
};
const isDone = (app: TestApp, planId: string, index: number) => async () => (await cellAt(app, planId, index)).state === 'done';

describe('drawing a cell now', () => {
  it('draws it before all others', async () => {
    const app = await slowStudio();
    const plan = await startPlan(app, seeds('1-12'));
    const last = await cellAt(app, plan.id, 11);

    const asked = await ask(app, 'drawCellNow', last.id);
    await eventually('the last cell is done', isDone(app, plan.id, 11));

    expect(asked).toMatchObject({ state: 'waiting', isFirst: true });
    expect((await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.waiting).toBeGreaterThan(3);
  });

  it('draws it in a pause, and nothing else', async () => {
    const app = await slowStudio();
    const plan = await startPlan(app, seeds('1-6'));
    await pause(app, plan.id);

    await ask(app, 'drawCellNow', (await cellAt(app, plan.id, 5)).id);
    await eventually('the last cell is done', isDone(app, plan.id, 5));

    expect(await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).toMatchObject({ state: 'paused' });
    expect((await cellsOf(app.api, plan.id)).filter((cell) => cell.state === 'waiting').length).toBeGreaterThan(2);
  });

  it('refuses a cell that is done, and says what to do instead', async () => {
    const app = await slowStudio();
    const plan = await drawPlan(app, seeds('1'));

    await expect(ask(app, 'drawCellNow', (await cellAt(app, plan.id, 0)).id)).rejects.toMatchObject({ status: 409, message: expect.stringContaining('draw again') });
  });
});

describe('cancelling one cell', () => {
  it('leaves it out, draws the others, and is safe to repeat', async () => {
    const app = await slowStudio();
    const plan = await startPlan(app, seeds('1-5'));
    const last = await cellAt(app, plan.id, 4);

    await ask(app, 'stopCell', last.id);
    const again = await ask(app, 'stopCell', last.id);
    const drawn = await finishedPlan(app.api, plan.id);

    expect(again.state).toBe('cancelled');
    expect(drawn).toMatchObject({ state: 'done', counts: { done: 4, cancelled: 1 } });
  });

  it('stops the drawing where nobody else waits for it', async () => {
    const app = await slowStudio({ secondsPerStep: 1 });
    const plan = await startPlan(app, seeds('1'));
    const running = await eventually('it is running', async () => (await cellsOf(app.api, plan.id)).find((cell) => cell.state === 'running'));

    await ask(app, 'stopCell', running.id);

    await eventually('no seat is taken', async () => (await app.api.request(endpoints.listServers, {})).items.every((server) => server.seatsTaken === 0));
    expect(await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).toMatchObject({ state: 'done', counts: { cancelled: 1 } });
  });

  it('goes on with the drawing for another experiment that waits for it, which counts it as its own', async () => {
    const dir = await temporaryFolder(onTestFinished);
    const app = await slowStudio({ secondsPerStep: 2, dir });
    const first = await startPlan(app, seeds('1', 'first'));
    const second = await startPlan(app, seeds('1', 'second'));
    const running = await eventually('it is running', async () => (await cellsOf(app.api, first.id)).find((cell) => cell.state === 'running'));

    await ask(app, 'stopCell', running.id);
    const drawn = await finishedPlan(app.api, second.id);

    expect(drawn).toMatchObject({ state: 'done', counts: { done: 1, reused: 0 } });
    expect((await cellAt(app, first.id, 0)).state).toBe('cancelled');
    expect(await drawnFiles(dir)).toHaveLength(1);
  });

  it('is taken back by retrying it, before others', async () => {
    const app = await slowStudio();
    const plan = await startPlan(app, seeds('1-8'));
    const last = await cellAt(app, plan.id, 7);
    await ask(app, 'stopCell', last.id);

    const back = await ask(app, 'retryCell', last.id);
    await eventually('it is done', isDone(app, plan.id, 7));

    expect(back).toMatchObject({ state: 'waiting', isFirst: true });
    expect((await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.waiting).toBeGreaterThan(0);
  });
});

it('draws a cell once that two experiments share, and gives it to both when it was retried in one', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const app = await slowStudio({ dir });
  const first = await startPlan(app, seeds('1-3', 'first'));
  await pause(app, first.id);
  const shared = await cellAt(app, first.id, 2);
  await ask(app, 'stopCell', shared.id);
  const second = await drawPlan(app, seeds('3', 'second'));

  const back = await ask(app, 'retryCell', shared.id);
  await resume(app, first.id);
  const drawn = await finishedPlan(app.api, first.id);

  expect([second.counts.done, back.state, drawn.counts.done]).toEqual([1, 'done', 3]);
  expect(await drawnFiles(dir)).toHaveLength(3);
});

it('goes along with a drawing that another experiment has begun meanwhile', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const app = await slowStudio({ secondsPerStep: 1, dir });
  const first = await startPlan(app, seeds('1-2', 'first'));
  await pause(app, first.id);
  const shared = await cellAt(app, first.id, 1);
  await ask(app, 'stopCell', shared.id);
  const second = await startPlan(app, seeds('2', 'second'));
  await eventually('the second is running', async () => (await cellsOf(app.api, second.id)).some((cell) => cell.state === 'running'));

  const back = await ask(app, 'retryCell', shared.id);
  await finishedPlan(app.api, second.id);
  await resume(app, first.id);
  const drawn = await finishedPlan(app.api, first.id);

  expect([back.state, drawn.counts.done]).toEqual(['running', 2]);
  expect(await drawnFiles(dir)).toHaveLength(2);
});
