import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityManager } from '@mikro-orm/knex';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { readRecord } from '../../../../test/support/engine-process.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { Attempt } from '../database/entities/attempt.entity.js';

const beside = { GRIDSCOPE_ENGINE: 'off' };

async function attempts(app: TestApp): Promise<Attempt[]> {
  return app.nest.get(EntityManager).fork().find(Attempt, {}, { orderBy: { id: 'asc' } });
}

it('keeps device, version, system stats and models also with an attempt that failed', async () => {
  const server = await startServer(onTestFinished, { faults: { failNodes: [{ classType: 'VAEDecode', exceptionType: 'RuntimeError', message: 'made of glass' }] } });
  const app = await startApp(await temporaryFolder(onTestFinished), beside);
  onTestFinished(() => app.close());
  await addServer(app, server);

  await drawPlan(app, smallDraft({ servers: 'all' }));

  const [attempt] = await attempts(app);
  expect(attempt).toMatchObject({ state: 'failed', failure: 'failed', modelKey: expect.stringMatching(/^checkpoints\//), holdsSeat: false, executedWorkflow: expect.stringContaining('KSampler') });
  expect(JSON.parse(attempt?.facts ?? '{}')).toMatchObject({ version: expect.stringMatching(/^\d/), device: expect.any(String), systemStats: { devices: expect.any(Array) }, models: expect.any(Object) });
});

it('keeps the sampler steps and the models of an attempt that came out', async () => {
  const server = await startServer(onTestFinished);
  const app = await startApp(await temporaryFolder(onTestFinished), beside);
  onTestFinished(() => app.close());
  await addServer(app, server);

  await drawPlan(app, smallDraft({ servers: 'all' }));

  expect((await attempts(app))[0]).toMatchObject({ state: 'done', stepCount: 2, modelKey: expect.stringMatching(/^checkpoints\//), failure: null });
});

it.each([
  ['has the server drop a model whose file was replaced under its name while the program was away', 'other weights, other size', 2],
  ['leaves a model in the server\'s memory whose file is the same after a restart', undefined, 1],
])('%s', async (_, replacement, loads) => {
  const dir = await temporaryFolder(onTestFinished);
  const file = join(dir, 'models', 'checkpoints', 'ours.safetensors');
  await mkdir(join(dir, 'models', 'checkpoints'), { recursive: true });
  await writeFile(file, 'weights');
  const record = join(dir, 'record.jsonl');
  const server = await startServer(onTestFinished, { dir, record });
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder, beside);
  await addServer(first, server);
  const draft = (seed: string) => smallDraft({ servers: 'all', set: { 'CheckpointLoaderSimple.ckpt_name': 'ours.safetensors' }, axes: [{ input: 'KSampler.seed', values: seed }] });
  await drawPlan(first, draft('1'));
  await first.close();

  if (replacement !== undefined) await writeFile(file, replacement);
  const second = await startApp(folder, beside);
  onTestFinished(() => second.close());
  const plan = await drawPlan(second, draft('2'));

  expect(plan.counts).toMatchObject({ done: 1 });
  expect(readRecord(record).filter((event) => event.event === 'load')).toHaveLength(loads);
});
