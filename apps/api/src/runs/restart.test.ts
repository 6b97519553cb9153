import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

it('goes on by itself where the built-in engine ended with the program', async () => {
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder);
  const started = await startPlan(first, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-30' }] }));
  await eventually('some cells are done', async () => (await first.api.request(endpoints.getPlan, { parameters: { planId: started.id } })).counts.done >= 3);
  await first.close();

  const second = await startApp(folder);
  const plan = await finishedPlan(second.api, started.id);
  await second.close();

  expect(plan.counts).toMatchObject({ done: 30, failed: 0 });
  expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 30 });
});

it('adopts what a server went on drawing while the program was away, and draws nothing twice', async () => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.4 });
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(first, server);
  const started = await startPlan(first, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));
  await eventually('a cell is running and one is queued', async () => {
    const { counts } = await first.api.request(endpoints.getPlan, { parameters: { planId: started.id } });
    return counts.running === 1 && counts.queued === 1;
  });
  await first.close();

  const second = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  const plan = await finishedPlan(second.api, started.id);

  expect(plan.counts).toMatchObject({ done: 4, failed: 0 });
  const details = await Promise.all((await cellsOf(second.api, plan.id)).map((cell) => second.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
  expect(details.flatMap((detail) => detail.takes.flatMap((take) => take.attempts)).map((attempt) => attempt.state)).toEqual(['done', 'done', 'done', 'done']);
  await second.close();
  expect(await checkDataFolder(folder)).toEqual({ problems: [], soundFiles: 4 });
});
