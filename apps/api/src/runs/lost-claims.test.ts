import { EntityManager } from '@mikro-orm/knex';
import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { drawnFiles } from '../../../../test/support/drawn-files.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const quick = { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '2' };
const one = smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1' }] });
const other = '00000000-0000-4000-8000-000000000000';

/** Changes rows behind the program's back, as another process would. */
function behind(app: TestApp, sql: string): Promise<unknown> {
  return app.nest.get(EntityManager).fork().execute(sql, [], 'run');
}

async function startDrawing(secondsPerStep: number, environment: Record<string, string> = {}): Promise<{ app: TestApp; planId: string; dir: string; url: string }> {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir, secondsPerStep });
  const app = await startApp(await temporaryFolder(onTestFinished), { ...quick, ...environment });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const plan = await startPlan(app, one);
  await eventually('it draws', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: plan.id } })).counts.running === 1);
  return { app, planId: plan.id, dir, url: server.url };
}

async function attemptsOf(app: TestApp, planId: string) {
  const [cell] = await cellsOf(app.api, planId);
  const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: cell?.id ?? '' } });
  return detail.takes.flatMap((take) => take.attempts);
}

it('notices that another worker took the claim, goes on where that one died, and stores the picture once', async () => {
  const { app, planId, dir } = await startDrawing(0.3);

  await behind(app, `update attempt set worker_id = '${other}' where state = 'running'`);
  const plan = await finishedPlan(app.api, planId);

  expect(plan.counts).toMatchObject({ done: 1, failed: 0 });
  expect((await attemptsOf(app, planId)).map((attempt) => attempt.state)).toEqual(['done']);
  expect(await drawnFiles(dir)).toHaveLength(1);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 1 });
});

/** What another worker does that takes the attempt over and finds that nobody wants it. */
async function endedElsewhere(app: TestApp): Promise<void> {
  await behind(app, `update attempt set worker_id = '${other}', state = 'lost', holds_seat = false, finished_at = 1, error = 'ended by another worker' where state = 'running'`);
  await behind(app, `update cell set state = 'cancelled' where state = 'running'`);
  await behind(app, `update plan set state = 'cancelled'`);
}

it('stores nothing of a run whose claim was lost while it drew, and has the server forget it', async () => {
  // With a long lease it finds out only when it writes.
  const { app, dir, url } = await startDrawing(0.2, { GRIDSCOPE_LEASE_SECONDS: '3600' });

  await endedElsewhere(app);
  await eventually('the server has drawn it', async () => (await drawnFiles(dir)).length === 1);
  await eventually('the server has forgotten it', async () => (await (await fetch(`${url}/history`)).text()) === '{}');
  await app.close();

  expect(await checkDataFolder(app.dataFolder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 0 });
});

it('stops the prompt of a lost claim that nobody else follows', async () => {
  const { app, dir, url } = await startDrawing(2);

  await endedElsewhere(app);
  await eventually('the server has nothing to do', async () => /"queue_running": ?\[\]/.test(await (await fetch(`${url}/queue`)).text()));

  expect(await drawnFiles(dir)).toEqual([]);
  await app.close();
  expect(await checkDataFolder(app.dataFolder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 0 });
});
