import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { drawnFiles } from '../../../../test/support/drawn-files.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const seeds = (values: string, server: string) => smallDraft({ name: server, servers: [server], axes: [{ input: 'KSampler.seed', values }] });

it('keeps the pictures of one server while another hangs with its own', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const hanging = await startServer(onTestFinished, { dir, faults: { hangRequests: ['GET /view'] } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, hanging, 'hanging', 4);
  await addServer(app, await startServer(onTestFinished), 'healthy');
  const stranded = await startPlan(app, seeds('1-8', 'hanging'));
  await eventually('more are drawn there than are fetched at once', async () => (await drawnFiles(dir)).length === 8);

  const drawn = await drawPlan(app, seeds('11-14', 'healthy'));

  expect(drawn.counts).toMatchObject({ done: 4, failed: 0 });
  expect((await app.api.request(endpoints.getPlan, { parameters: { planId: stranded.id } })).counts.done).toBe(0);
});
