import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });

it('pauses a plan with the reason after three equal failures in a row', async () => {
  const server = await startServer(onTestFinished, { faults: { failNodes: [{ classType: 'VAEDecode', exceptionType: 'RuntimeError', message: 'the decoder is made of glass' }] } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server, 'studio', 1);

  const plan = await drawPlan(app, seeds('1-20'));

  expect(plan).toMatchObject({ state: 'paused', pauseReason: expect.stringContaining('the decoder is made of glass') });
  expect(plan.counts.failed).toBeGreaterThanOrEqual(3);
  expect(plan.counts.waiting).toBeGreaterThanOrEqual(15);
});

it('fails a cell for which the server had too little memory, and does not try it again', async () => {
  const server = await startServer(onTestFinished, { memoryLimitMiB: 16 });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);

  const plan = await drawPlan(app, smallDraft({ servers: 'all' }));

  const [cell] = await cellsOf(app.api, plan.id);
  expect(cell).toMatchObject({ state: 'failed', reason: expect.stringMatching(/out of memory/) });
  const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: cell?.id ?? '' } });
  expect(detail.takes[0]?.attempts).toHaveLength(1);
});

it('draws on where the server stopped in the middle and came back without its history', async () => {
  const first = await startServer(onTestFinished, { secondsPerStep: 0.05 });
  const folder = await temporaryFolder(onTestFinished);
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(app, first);
  const started = await startPlan(app, seeds('1-8'));
  await eventually('two cells are done', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: started.id } })).counts.done >= 2);

  await first.close();
  await startServer(onTestFinished, { port: first.port });
  const plan = await finishedPlan(app.api, started.id);

  expect(plan.counts).toMatchObject({ done: 8, failed: 0 });
  await app.close();
  expect((await checkDataFolder(folder)).problems).toEqual([]);
});

it('puts failed cells back, and draws them when the cause is gone', async () => {
  const broken = await startServer(onTestFinished, { faults: { failNodes: [{ classType: 'VAEDecode', exceptionType: 'RuntimeError', message: 'not today' }] } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, broken);
  const failed = await drawPlan(app, seeds('1, 2'));
  expect(failed.counts.failed).toBe(2);

  await broken.close();
  await startServer(onTestFinished, { port: broken.port });
  await app.api.request(endpoints.retryFailed, { parameters: { planId: failed.id } });
  const plan = await finishedPlan(app.api, failed.id);

  expect(plan).toMatchObject({ state: 'done', counts: { done: 2, failed: 0 } });
});

it('draws a picture again that came broken, and says so when it stays broken', async () => {
  const server = await startServer(onTestFinished, { faults: { corruptPictures: true } });
  const folder = await temporaryFolder(onTestFinished);
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(app, server);

  const plan = await drawPlan(app, smallDraft({ servers: 'all' }));

  const [cell] = await cellsOf(app.api, plan.id);
  expect(cell).toMatchObject({ state: 'failed', reason: expect.stringMatching(/cannot be decoded.*tried 5 times/) });
  await app.close();
  expect((await checkDataFolder(folder)).problems).toEqual([]);
});
