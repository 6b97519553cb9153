import { endpoints, ApiClient, type PlanView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { cellsOf, finishedPlan } from '../support/finish-plan.js';
import { type RunningProgram, runProgram } from '../support/run-cli.js';
import { startApp, temporaryFolder } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';
import { databaseSettings } from '../support/test-database.js';

/** The whole program as a process that can be killed, once it has said where it is. */
async function startProcess(dataFolder: string, environment: Record<string, string> = {}): Promise<RunningProgram & { api: ApiClient }> {
  const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_DATA: dataFolder, ...(await databaseSettings(dataFolder)), ...environment });
  onTestFinished(() => program.end());
  const url = await eventually('the program says where it is', async () => /Gridscope is at (http:\S+)/.exec(program.said())?.[1]);
  return { ...program, api: new ApiClient({ baseUrl: url }) };
}

function view(api: ApiClient, planId: string): Promise<PlanView> {
  return api.request(endpoints.getPlan, { parameters: { planId } });
}

it('goes on by itself after kill -9 while it drew on its own engine: every cell is there exactly once', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const program = await startProcess(folder);
  const started = await startPlan(program, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-40' }] }));
  await eventually('some cells are done', async () => (await view(program.api, started.id)).counts.done >= 3);

  await program.end();
  const killed = await checkDataFolder(folder, { wasKilled: true, mayBeUnderWay: true });
  const again = await startApp(folder);
  onTestFinished(() => again.close());
  const plan = await finishedPlan(again.api, started.id);

  expect(killed.problems).toEqual([]);
  expect(killed.soundFiles).toBeLessThan(40);
  expect(plan).toMatchObject({ state: 'done', cellCount: 40, counts: { done: 40, failed: 0, reused: 0 } });
  expect((await cellsOf(again.api, plan.id)).map((cell) => cell.index)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  await again.close();
  expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 40 });
});

it('collects after kill -9 what a server went on drawing: no prompt is sent twice', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, secondsPerStep: 0.15 });
  const folder = await temporaryFolder(onTestFinished);
  const program = await startProcess(folder, { GRIDSCOPE_ENGINE: 'off' });
  await program.api.request(endpoints.addServer, { body: { name: 'studio', url: server.url } });
  const started = await startPlan(program, smallDraft({ servers: ['studio'], axes: [{ input: 'KSampler.seed', values: '1-8' }] }));
  await eventually('a cell is done and one is running', async () => {
    const { counts } = await view(program.api, started.id);
    return counts.done >= 1 && counts.running >= 1;
  });

  await program.end();
  const again = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => again.close());
  const plan = await finishedPlan(again.api, started.id);

  expect(plan).toMatchObject({ state: 'done', counts: { done: 8, failed: 0 } });
  expect(await drawnFiles(dir)).toHaveLength(8);
  await again.close();
  expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 8 });
});

it('finishes writing a large plan that was killed while its rows were put down', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const program = await startProcess(folder);
  const experiment = await program.api.request(endpoints.createExperiment, { body: smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-100' }, { input: 'KSampler.cfg', values: '1-11 [101]' }] }) });
  const started = await program.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });

  await program.end();
  const again = await startApp(folder);
  onTestFinished(() => again.close());
  const written = await eventually('every cell has its row', async () => {
    const plan = await view(again.api, started.id);
    return Object.values({ ...plan.counts, reused: 0 }).reduce((sum, count) => sum + count, 0) === 10_100 ? plan : undefined;
  });
  await again.api.request(endpoints.cancelPlan, { parameters: { planId: started.id } });

  expect(written).toMatchObject({ state: 'running', cellCount: 10_100 });
  await again.close();
  expect((await checkDataFolder(folder, { wasKilled: true, mayBeUnderWay: true })).problems).toEqual([]);
});

it('keeps what a person steered after kill -9: the pause of everything, a paused plan, an order, skips and a cancel', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, secondsPerStep: 0.1 });
  const folder = await temporaryFolder(onTestFinished);
  const { api, end } = await startProcess(folder, { GRIDSCOPE_ENGINE: 'off' });
  await api.request(endpoints.addServer, { body: { name: 'studio', url: server.url } });
  const seeds = (name: string, values: string) => smallDraft({ name, servers: ['studio'], axes: [{ input: 'KSampler.seed', values }] });
  await api.request(endpoints.pauseExecution, {});
  const running = await startPlan({ api }, seeds('running', '1-5'));
  const paused = await startPlan({ api }, seeds('paused', '11-15'));
  await api.request(endpoints.pausePlan, { parameters: { planId: paused.id } });
  await api.request(endpoints.changePlan, { parameters: { planId: running.id }, body: { priority: 7, order: 'corners' } });
  const [first, second] = await cellsOf(api, running.id);
  await api.request(endpoints.skipCells, { parameters: { planId: running.id }, body: { isSkipped: true, cells: [first?.id ?? ''] } });
  await api.request(endpoints.stopCell, { parameters: { cellId: second?.id ?? '' } });

  await end();
  const again = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => again.close());
  const execution = await again.api.request(endpoints.getExecution, {});
  const kept = [await view(again.api, running.id), await view(again.api, paused.id)];
  await again.api.request(endpoints.resumeExecution, {});
  const done = await finishedPlan(again.api, running.id);

  expect(execution).toMatchObject({ isPaused: true, planCount: 2, counts: { waiting: 8, skipped: 1, cancelled: 1, done: 0 } });
  expect(kept).toMatchObject([{ state: 'running', priority: 7, order: 'corners' }, { state: 'paused' }]);
  expect(done.counts).toMatchObject({ done: 3, skipped: 1, cancelled: 1 });
  expect(await drawnFiles(dir)).toHaveLength(3);
});
