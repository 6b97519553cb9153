import { type CellView, endpoints } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const plan = (app: TestApp, planId: string) => app.api.request(endpoints.getPlan, { parameters: { planId } });

describe('steering a plan', () => {
  it('keeps waiting cells waiting in a pause, finishes what a server holds, and goes on', async () => {
    const app = await slowStudio();
    const started = await startPlan(app, seeds('1-8'));
    await eventually('a cell is done', async () => (await plan(app, started.id)).counts.done >= 1);

    await app.api.request(endpoints.pausePlan, { parameters: { planId: started.id } });
    const resting = await eventually('nothing is under way', async () => {
      const seen = await plan(app, started.id);
      return seen.counts.queued + seen.counts.running === 0 ? seen : undefined;
    });
    await app.api.request(endpoints.resumePlan, { parameters: { planId: started.id } });

    expect(resting).toMatchObject({ state: 'paused' });
    expect(resting.counts.waiting).toBeGreaterThan(0);
    expect((await finishedPlan(app.api, started.id)).counts.done).toBe(8);
  });

  it('cancels what is not done, and stops what the server holds', async () => {
    const app = await slowStudio({ seats: 2 });
    const started = await startPlan(app, seeds('1-8'));
    await eventually('a cell is running', async () => (await plan(app, started.id)).counts.running === 1);

    const cancelled = await app.api.request(endpoints.cancelPlan, { parameters: { planId: started.id } });

    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.counts).toMatchObject({ waiting: 0, queued: 0, running: 0 });
    await eventually('no seat is taken', async () => (await app.api.request(endpoints.listServers, {})).items.every((server) => server.seatsTaken === 0));
    const back = await app.api.request(endpoints.retryFailed, { parameters: { planId: started.id } });
    expect(back.state).toBe('running');
    expect((await finishedPlan(app.api, started.id)).counts).toMatchObject({ done: 8, cancelled: 0 });
    await app.close();
    expect((await checkDataFolder(app.dataFolder, { wasKilled: true })).problems).toEqual([]);
  });

  it('draws a cell again as another take, before others, and keeps the first', async () => {
    const app = await slowStudio();
    const started = await startPlan(app, seeds('1-6'));
    const first = await eventually('a cell is done', async () => (await cellsOf(app.api, started.id)).find((cell) => cell.state === 'done'));

    await app.api.request(endpoints.drawCellAgain, { parameters: { cellId: first.id } });
    await eventually('it is drawn again while others wait', async () => {
      const cells = await cellsOf(app.api, started.id);
      return cells.find((cell) => cell.id === first.id)?.state === 'done' && cells.some((cell) => cell.state === 'waiting');
    });

    const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: first.id } });
    expect(detail.takes.map((take) => [take.number, take.state])).toEqual([[2, 'done'], [1, 'done']]);
  });

  it('draws the base before a running grid', async () => {
    const app = await slowStudio();
    const started = await startPlan(app, seeds('1-8'));

    const base = await app.api.request(endpoints.drawBase, { parameters: { experimentId: started.experimentId } });
    const drawn = await finishedPlan(app.api, base.id);

    expect(drawn).toMatchObject({ kind: 'base', cellCount: 1, counts: { done: 1 } });
    expect((await plan(app, started.id)).counts.waiting).toBeGreaterThan(0);
  });

  it('gives every change of a cell its own number, and all changes after a number', async () => {
    const app = await slowStudio();
    const drawn = await drawPlan(app, seeds('1-3'));
    const [cell] = await cellsOf(app.api, drawn.id);

    await app.api.request(endpoints.starCell, { parameters: { cellId: cell?.id ?? '' }, body: { isStarred: true } });
    const after = await app.api.request(endpoints.listCells, { parameters: { planId: drawn.id }, query: { after: drawn.sequence } });

    expect(after.items.map((item: CellView) => [item.index, item.isStarred, item.sequence])).toEqual([[0, true, drawn.sequence + 1]]);
    expect(after.sequence).toBe(drawn.sequence + 1);
  });

  it('goes on with the plan that runs when the same definition is started again', async () => {
    const app = await slowStudio();
    const first = await startPlan(app, seeds('1-4'));

    const second = await startPlan(app, seeds('1-4'));

    expect(second.id).toBe(first.id);
  });

  it('skips the cells that a rule names, and says why', async () => {
    const app = await slowStudio();

    const drawn = await drawPlan(app, smallDraft({ servers: 'all', axes: [{ name: 'luck', input: 'KSampler.seed', values: '1-4' }], skip: ['luck > 2'] }));

    expect(drawn.counts).toMatchObject({ done: 2, skipped: 2 });
    expect((await cellsOf(app.api, drawn.id))[3]).toMatchObject({ state: 'skipped', reason: expect.stringContaining('luck > 2') });
  });
});

describe('starting a plan', () => {
  it('refuses a definition with mistakes, with every one of them and its place', async () => {
    const app = await slowStudio();
    const experiment = await app.api.request(endpoints.createExperiment, { body: smallDraft({ servers: 'all', axes: [{ input: 'KSampler.steps', values: '0-5' }] }) });

    const refusal = app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });

    await expect(refusal).rejects.toMatchObject({ status: 400, problems: [{ severity: 'error', path: ['axes', 0, 'values'] }] });
  });

  it('refuses while no server is there, with the reason', async () => {
    const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
    onTestFinished(() => app.close());

    const refusal = app.api.request(endpoints.createExperiment, { body: seeds('1') });

    await expect(refusal).rejects.toMatchObject({ status: 409, message: expect.stringContaining('No ComfyUI server has been added yet') });
  });
});
