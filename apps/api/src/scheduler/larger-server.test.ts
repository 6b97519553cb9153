import { EntityManager } from '@mikro-orm/knex';
import { type CellView, endpoints, type PlanView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { Attempt } from '../database/entities/attempt.entity.js';

const checkpoints = ['summer.safetensors', 'winter.safetensors'];
const draft = (name: string, servers: 'all' | string[], checkpoint: string) => smallDraft({ name, servers, axes: [{ input: 'CheckpointLoaderSimple.ckpt_name', values: [checkpoint] }] });
const stateOf = async (app: TestApp, name: string) => (await app.api.request(endpoints.listServers, {})).items.find((server) => server.name === name)?.state;
const failuresOn = async (app: TestApp, serverName: string) => (await app.nest.get(EntityManager).fork().find(Attempt, { serverName }, { orderBy: { id: 'asc' } })).map(({ failure }) => failure);

/** A cell waits for the large server, which is busy for long: the small one had too little memory for it. */
async function waitingForLarge(folder: string) {
  const dir = await temporaryFolder(onTestFinished);
  const large = await startServer(onTestFinished, { dir, checkpoints, secondsPerStep: 30 });
  const small = await startServer(onTestFinished, { checkpoints, memoryLimitMiB: 16 });
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' });
  onTestFinished(() => app.close());
  await addServer(app, small, 'small', 1);
  await addServer(app, large, 'large', 1);
  const long = await startPlan(app, draft('long', ['large'], 'winter.safetensors'));
  await eventually('the large one is busy', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: long.id } })).counts.running === 1);
  const plan = await startPlan(app, draft('heavy', 'all', 'summer.safetensors'));
  await eventually('the small one had too little memory', async () => (await failuresOn(app, 'small')).length > 0 && (await onlyCell(app, plan)).state === 'waiting');
  return { app, plan, large, dir };
}

async function onlyCell(app: TestApp, { id }: PlanView): Promise<CellView> {
  const [cell] = await cellsOf(app.api, id);
  if (cell === undefined) throw new Error('the plan has no cell');
  return cell;
}

it('waits for a larger server through a restart of the program, though that is away when it starts', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const { app, plan, large, dir } = await waitingForLarge(folder);
  await app.close();
  await large.close();
  const again = await startApp(folder, { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' });
  onTestFinished(() => again.close());
  await eventually('the small one is ready', async () => (await stateOf(again, 'small')) === 'ready');
  await eventually('the large one is away', async () => (await stateOf(again, 'large')) === 'unreachable');

  await startServer(onTestFinished, { dir, checkpoints, port: large.port });
  const finished = await finishedPlan(again.api, plan.id);

  expect(finished.counts).toMatchObject({ done: 1, failed: 0 });
  expect(await failuresOn(again, 'small')).toEqual(['out-of-memory']);
});

it('does not wait for a larger server that is drained, so that it is told why it cannot be drawn', async () => {
  const { app, plan } = await waitingForLarge(await temporaryFolder(onTestFinished));

  const { items } = await app.api.request(endpoints.listServers, {});
  await app.api.request(endpoints.drainServer, { parameters: { serverId: items.find((server) => server.name === 'large')?.id ?? '' } });
  await finishedPlan(app.api, plan.id);

  expect(await onlyCell(app, plan)).toMatchObject({ state: 'failed', reason: expect.stringContaining('Before that small had too little memory for it.') });
});
