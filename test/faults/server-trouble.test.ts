import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { endpoints, type PlanView } from '@gridscope/contract';
import { startEngineInWorker } from '@gridscope/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ScriptedComfyServer } from '../fakes/scripted-comfy-server.js';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { cellsOf, finishedPlan } from '../support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { drawPlan, startPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

/** Servers that do not answer are given up after a second. */
const quick = { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' };

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });

async function startWithoutEngine(): Promise<TestApp> {
  const app = await startApp(await temporaryFolder(onTestFinished), quick);
  onTestFinished(() => app.close());
  return app;
}

function view(app: TestApp, planId: string): Promise<PlanView> {
  return app.api.request(endpoints.getPlan, { parameters: { planId } });
}

describe('a server that is down', () => {
  it('at the start is said to be, with its reason, and is drawn on when it comes', async () => {
    const dir = await temporaryFolder(onTestFinished);
    const server = await startServer(onTestFinished, { dir });
    const app = await startWithoutEngine();
    await addServer(app, server);
    const kept = await app.api.request(endpoints.createExperiment, { body: seeds('1-3') });
    await server.close();
    const { items } = await app.api.request(endpoints.listServers, {});
    await app.api.request(endpoints.checkServer, { parameters: { serverId: items[0]?.id ?? '' } });

    const refusal = await app.api.request(endpoints.startPlan, { parameters: { experimentId: kept.id }, body: {} }).catch((error: unknown) => error);
    await startServer(onTestFinished, { dir, port: server.port });
    await app.api.request(endpoints.checkServer, { parameters: { serverId: items[0]?.id ?? '' } });
    const started = await app.api.request(endpoints.startPlan, { parameters: { experimentId: kept.id }, body: {} });

    expect(refusal).toMatchObject({ status: 409, message: expect.stringMatching(/studio is not ready: ComfyUI at .* cannot be reached.*is it running/) });
    expect((await finishedPlan(app.api, started.id)).counts).toMatchObject({ done: 3, failed: 0 });
    await app.close();
    expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 3 });
  });

  it('when the program starts is no fault of the program, and its plan goes on when it comes', async () => {
    const dir = await temporaryFolder(onTestFinished);
    const server = await startServer(onTestFinished, { dir, secondsPerStep: 0.1 });
    const folder = await temporaryFolder(onTestFinished);
    const first = await startApp(folder, quick);
    await addServer(first, server);
    const started = await startPlan(first, seeds('1-6'));
    await eventually('one is done', async () => (await view(first, started.id)).counts.done >= 1);
    await first.close();
    await server.close();

    const second = await startApp(folder, quick);
    onTestFinished(() => second.close());
    const asked = await eventually('it was asked', async () => (await second.api.request(endpoints.listServers, {})).items.find((known) => known.state !== 'unknown'));
    await startServer(onTestFinished, { dir, port: server.port });
    const plan = await finishedPlan(second.api, started.id);

    expect(asked).toMatchObject({ state: 'unreachable', reason: expect.stringContaining('cannot be reached') });
    expect(plan.counts).toMatchObject({ done: 6, failed: 0 });
    await second.close();
    expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 6 });
  });

  it('in the middle costs nothing but time: another one draws what it held', async () => {
    const steady = await startServer(onTestFinished);
    const crashing = await startEngineInWorker({ dir: await temporaryFolder(onTestFinished), faults: { crashAt: { prompt: 2, step: 1 } } });
    onTestFinished(() => crashing.close().catch(() => undefined));
    const app = await startWithoutEngine();
    await addServer(app, steady, 'steady', 1);
    await addServer(app, crashing, 'crashing', 1);

    const plan = await drawPlan(app, seeds('1-10'));

    expect(plan.counts).toMatchObject({ done: 10, failed: 0 });
    await app.close();
    expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 10 });
  });
});

it('draws again what a server forgot that was restarted in the middle', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, secondsPerStep: 0.1 });
  const app = await startWithoutEngine();
  await addServer(app, server);
  const started = await startPlan(app, seeds('1-6'));
  await eventually('one runs and one waits there', async () => {
    const { counts } = await view(app, started.id);
    return counts.running >= 1 && counts.queued >= 1;
  });

  await server.close();
  await startServer(onTestFinished, { dir, port: server.port });
  const plan = await finishedPlan(app.api, started.id);
  const details = await Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
  const lost = details.flatMap((detail) => detail.takes.flatMap((take) => take.attempts)).filter((attempt) => attempt.state === 'lost');

  expect(plan.counts).toMatchObject({ done: 6, failed: 0 });
  expect(lost.map((attempt) => attempt.error).join()).toMatch(/no longer knows prompt|cannot be reached/);
  expect(await drawnFiles(dir)).toHaveLength(6);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 6 });
});

it.each<[string, object]>([
  ['says nothing over its socket', { dropMessages: ['*'] }],
  ['says everything twice', { doubleMessages: ['*'] }],
  ['says everything late', { delayMessagesMs: 300 }],
  ['cuts its sockets', { closeSocketsAfterMessages: 5 }],
  ['fails at two requests for the history', { failRequests: ['GET /history'], faultyRequestCount: 2 }],
  ['fails at two pictures', { failRequests: ['GET /view'], faultyRequestCount: 2 }],
  ['refuses two prompts', { failRequests: ['POST /prompt'], faultyRequestCount: 2 }],
])('draws every cell once on a server that %s', async (_, faults) => {
  const server = await startServer(onTestFinished, { faults });
  const app = await startWithoutEngine();
  await addServer(app, server);

  const plan = await drawPlan(app, seeds('1-3'));

  expect(plan.counts).toMatchObject({ done: 3, failed: 0 });
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 3 });
});

it('removes a server that draws, and what it held is drawn by another', async () => {
  const slow = await startServer(onTestFinished, { secondsPerStep: 5 });
  const app = await startWithoutEngine();
  await addServer(app, slow, 'slow');
  const started = await startPlan(app, seeds('1, 2'));
  await eventually('it draws', async () => (await view(app, started.id)).counts.running >= 1);

  const { items } = await app.api.request(endpoints.listServers, {});
  await app.api.request(endpoints.deleteServer, { parameters: { serverId: items[0]?.id ?? '' } });
  await addServer(app, await startServer(onTestFinished), 'quick');
  const plan = await finishedPlan(app.api, started.id);

  expect(plan.counts).toMatchObject({ done: 2, failed: 0 });
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 2 });
});

it('says what it met where a server is no ComfyUI', async () => {
  const other = await ScriptedComfyServer.start();
  onTestFinished(() => other.stop());
  for (const route of ['GET /system_stats', 'GET /queue', 'GET /object_info']) other.script(route, { text: '<html>Welcome to nginx!</html>' });
  const app = await startWithoutEngine();

  const server = await app.api.request(endpoints.addServer, { body: { name: 'odd', url: other.url } });

  expect(server).toMatchObject({ state: 'unreachable', reason: expect.stringMatching(/is it a ComfyUI server\?/) });
});

it('gives a picture that was taken from the folder a clear answer, and the others stay', async () => {
  const server = await startServer(onTestFinished);
  const app = await startWithoutEngine();
  await addServer(app, server);
  const plan = await drawPlan(app, seeds('1, 2'));
  const hashes = (await cellsOf(app.api, plan.id)).map((cell) => (cell.state === 'done' ? (cell.lead?.image ?? '') : ''));
  const [gone = '', there = ''] = hashes;
  await rm(join(app.dataFolder, 'thumbnails'), { recursive: true });
  await rm(join(app.dataFolder, 'images', gone.slice(0, 2), gone.slice(2)));

  const answers = await Promise.all([gone, `${gone}/128.webp`, there, `${there}/128.webp`].map((name) => fetch(`${app.url}/api/v1/images/${name}`)));

  expect(answers.map((answer) => answer.status)).toEqual([404, 404, 200, 200]);
  expect(await answers[0]?.text()).toMatch(/removed from outside/);
  expect(answers.map((answer) => /immutable/.test(answer.headers.get('cache-control') ?? '')), 'a refusal is asked for again').toEqual([false, false, true, true]);
});
