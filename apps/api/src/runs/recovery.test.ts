import { EntityManager } from '@mikro-orm/knex';
import { endpoints, type CellView } from '@gridscope/contract';
import { type SerializableEngineOptions, startEngineInWorker } from '@gridscope/engine';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { Attempt } from '../database/entities/attempt.entity.js';

/** Servers that do not answer are given up after a second. */
const quick = { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' };
const one = smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1' }] });

async function startWithoutEngine(): Promise<TestApp> {
  const app = await startApp(await temporaryFolder(onTestFinished), quick);
  onTestFinished(() => app.close());
  return app;
}

/** A server that dies without a word when it is in the middle of its first picture. */
async function startFragile(options: Partial<SerializableEngineOptions> = {}) {
  const engine = await startEngineInWorker({ dir: await temporaryFolder(onTestFinished), secondsPerStep: 0.1, faults: { crashAt: { prompt: 1, step: 2 } }, ...options });
  onTestFinished(() => engine.close().catch(() => undefined));
  return engine;
}

function attempts(app: TestApp): Promise<Attempt[]> {
  return app.nest.get(EntityManager).fork().find(Attempt, {}, { orderBy: { id: 'asc' } });
}

async function onlyCell(app: TestApp, planId: string): Promise<CellView | undefined> {
  return (await cellsOf(app.api, planId))[0];
}

it('names a cell that was there when servers went away three times, and leaves it alone', async () => {
  const app = await startWithoutEngine();
  for (const name of ['ash', 'birch', 'cedar']) await addServer(app, await startFragile(), name, 1);

  const plan = await drawPlan(app, one);

  const tried = await attempts(app);
  expect(tried.map((attempt) => [attempt.state, attempt.failure])).toEqual([['lost', 'server-gone'], ['lost', 'server-gone'], ['failed', 'server-gone']]);
  expect(new Set(tried.map((attempt) => attempt.serverId)).size, 'each time on another server').toBe(3);
  expect(await onlyCell(app, plan.id)).toMatchObject({ state: 'failed', reason: expect.stringMatching(/was there when .* and .* went away, 3 times; it is not tried again by itself/) });
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 0 });
});

it('draws a cell once more on a server with more memory when one had too little', async () => {
  const app = await startWithoutEngine();
  await addServer(app, await startServer(onTestFinished, { memoryLimitMiB: 16 }), 'small', 1);
  await addServer(app, await startServer(onTestFinished, { secondsPerStep: 0.05 }), 'large', 1);

  const plan = await drawPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));

  expect(plan.counts).toMatchObject({ done: 4, failed: 0 });
  const tried = await attempts(app);
  expect(tried.filter((attempt) => attempt.serverName === 'small').every((attempt) => attempt.state === 'lost' && attempt.failure === 'out-of-memory')).toBe(true);
  expect(tried.filter((attempt) => attempt.serverName === 'large' && attempt.state === 'done')).toHaveLength(4);
});

it('waits for a server with more memory that is away, and does not draw on the small one again meanwhile', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const checkpoints = ['summer.safetensors', 'winter.safetensors'];
  const large = await startServer(onTestFinished, { dir, checkpoints, secondsPerStep: 30 });
  const app = await startWithoutEngine();
  await addServer(app, await startServer(onTestFinished, { checkpoints, memoryLimitMiB: 16 }), 'small', 1);
  await addServer(app, large, 'large', 1);
  const long = await startPlan(app, smallDraft({ name: 'long', servers: ['large'], axes: [{ input: 'CheckpointLoaderSimple.ckpt_name', values: ['winter.safetensors'] }] }));
  await eventually('the large one is busy', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: long.id } })).counts.running === 1);
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'CheckpointLoaderSimple.ckpt_name', values: ['summer.safetensors'] }] }));
  await eventually('the small one had too little memory', async () => (await attempts(app)).some((attempt) => attempt.failure === 'out-of-memory'));

  await large.close();
  await eventually('the large one is away', async () => (await app.api.request(endpoints.listServers, {})).items.some((server) => server.name === 'large' && server.state === 'unreachable'));
  await eventually('its cell was given back', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: long.id } })).counts.waiting === 1);
  await startServer(onTestFinished, { dir, checkpoints, port: large.port });
  const finished = await finishedPlan(app.api, plan.id);

  expect(finished.counts).toMatchObject({ done: 1, failed: 0 });
  const tried = (await attempts(app)).filter((attempt) => attempt.serverName === 'small');
  expect(tried.map((attempt) => attempt.failure)).toEqual(['out-of-memory']);
});

it('rests longer from one lost attempt to the next, and keeps that through a restart', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, faults: { failRequests: ['POST /prompt'] } });
  const app = await startWithoutEngine();
  await addServer(app, server);
  const plan = await startPlan(app, one);
  const rests = async () => (await onlyCell(app, plan.id)) ?? { state: 'none' };
  await eventually('it was lost three times', async () => (await attempts(app)).filter((attempt) => attempt.state === 'lost' && attempt.failure === 'connection').length >= 3);
  const cell = await eventually('it rests', async () => {
    const now = await rests();
    return now.state === 'waiting' && 'notBefore' in now && now;
  });
  await app.close();

  await server.close();
  await startServer(onTestFinished, { dir, port: server.port });
  const again = await startApp(app.dataFolder, quick);
  onTestFinished(() => again.close());
  const finished = await finishedPlan(again.api, plan.id);

  const drawn = (await attempts(again)).find((attempt) => attempt.state === 'done');
  expect(finished.counts).toMatchObject({ done: 1, failed: 0 });
  expect(Number(drawn?.claimedAt)).toBeGreaterThanOrEqual(cell.state === 'waiting' ? (cell.notBefore ?? 0) : Infinity);
});

it('gives the cells of a server that is removed back at once, with the reason', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '600' });
  onTestFinished(() => app.close());
  await addServer(app, await startServer(onTestFinished, { secondsPerStep: 5 }), 'slow');
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1, 2' }] }));
  await eventually('it draws', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.running === 1);

  const { items } = await app.api.request(endpoints.listServers, {});
  await app.api.request(endpoints.deleteServer, { parameters: { serverId: items[0]?.id ?? '' } });

  await eventually('both wait again', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.waiting === 2, 5_000);
  expect((await attempts(app)).map((attempt) => [attempt.state, attempt.error])).toEqual([['lost', 'slow was removed while it drew.'], ['lost', 'slow was removed while it drew.']]);
});
