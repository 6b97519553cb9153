import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../../../../test/support/check-data-folder.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const seeds = smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1, 2' }] });

it('fails a cell whose server drew with another value than was asked for', async () => {
  const server = await startServer(onTestFinished, { faults: { changeInput: { classType: 'KSampler', input: 'cfg', value: 1.5 } } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);

  const plan = await drawPlan(app, seeds);

  expect(plan.counts).toMatchObject({ failed: 2, done: 0 });
  const [cell] = await cellsOf(app.api, plan.id);
  expect(cell).toMatchObject({ state: 'failed', reason: expect.stringMatching(/KSampler.* was asked for cfg 7 and ran with 1\.5/) });
});

it('leaves a picture without metadata unverified, and one with it verified', async () => {
  const shy = await startServer(onTestFinished, { faults: { hideMetadata: true } });
  const open = await startServer(onTestFinished);
  const folder = await temporaryFolder(onTestFinished);
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(app, shy, 'shy');
  await addServer(app, open, 'open');

  const unverified = await drawPlan(app, { ...seeds, servers: ['shy'] });
  const verified = await drawPlan(app, { ...seeds, name: 'other', servers: ['open'], set: { ...seeds.set, 'KSampler.cfg': 5 } });

  expect((await cellsOf(app.api, unverified.id)).map((cell) => cell.state === 'done' && cell.isUnverified)).toEqual([true, true]);
  const cells = await cellsOf(app.api, verified.id);
  expect(cells.map((cell) => cell.state === 'done' && cell.isUnverified)).toEqual([false, false]);
  const detail = await app.api.request(endpoints.getCell, { parameters: { cellId: cells[0]?.id ?? '' } });
  expect(detail.takes[0]?.attempts[0]).toMatchObject({ state: 'done', verification: 'verified', serverName: 'open', number: 1 });
  expect(detail.metrics.map((metric) => metric.name).sort()).toEqual(['brightness', 'contrast', 'secondsDrawing', 'secondsLoading', 'secondsWaiting', 'sharpness']);
  await app.close();
  expect(await checkDataFolder(folder)).toMatchObject({ problems: [], soundFiles: 4 });
});

it('holds what an earlier process sent to the same law', async () => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.5, faults: { changeInput: { classType: 'KSampler', input: 'cfg', value: 1.5 } } });
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(first, server);
  const started = await startPlan(first, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1' }] }));
  await eventually('it draws', async () => (await first.api.request(endpoints.getPlan, { parameters: { planId: started.id } })).counts.running === 1);
  await first.close();

  const second = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => second.close());
  const plan = await finishedPlan(second.api, started.id);

  expect(plan.counts).toMatchObject({ failed: 1, done: 0 });
  const [cell] = await cellsOf(second.api, plan.id);
  expect(cell).toMatchObject({ state: 'failed', reason: expect.stringMatching(/was asked for cfg 7 and ran with 1\.5/) });
  const detail = await second.api.request(endpoints.getCell, { parameters: { cellId: cell?.id ?? '' } });
  expect(detail.takes.flatMap((take) => take.attempts)).toHaveLength(1);
});
