import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { startApp, temporaryFolder } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

it('says that the disk is full while a grid is drawn, loses nothing, and goes on when there is room', async ({ skip }) => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.1 });
  const folder = await temporaryFolder(onTestFinished);
  const disk = mountSmallDisk(folder, 24);
  if (disk === undefined) return skip('a disk of its own for the data folder needs Linux and root');
  onTestFinished(() => disk.unmount());
  const app = await startApp(folder, { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LOG: 'silent', GRIDSCOPE_LEASE_SECONDS: '2' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const started = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-12' }] }));
  const view = () => app.api.request(endpoints.getPlan, { parameters: { planId: started.id } });
  await eventually('some cells are done', async () => (await view()).counts.done >= 2);

  await disk.fill();
  const full = await eventually('the program says so, and holds nothing any more', async () => {
    const plan = await view();
    return plan.state === 'paused' && plan.counts.queued + plan.counts.running === 0 ? plan : undefined;
  });
  await disk.empty();
  await app.api.request(endpoints.resumePlan, { parameters: { planId: started.id } });
  const plan = await finishedPlan(app.api, started.id);

  expect(full).toMatchObject({ state: 'paused', counts: { failed: 0 }, pauseReason: expect.stringMatching(/full/) });
  expect(plan).toMatchObject({ state: 'done', counts: { done: 12, failed: 0 } });
  await app.close();
  expect(await checkDataFolder(folder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 12 });
});
