import { expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { startApp, temporaryFolder } from '../support/start-app.js';
import { drawPlan } from '../support/start-plan.js';
import { addServer, startServer } from '../support/start-server.js';

it('sends a server only what an earlier experiment did not draw: of 12 + 20 cells that share 6, 26 prompts', async () => {
  const dir = await temporaryFolder(onTestFinished);
  const server = await startServer(onTestFinished, { dir });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, server);
  const grid = (name: string, seeds: string, samplers: string[]) => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.seed', values: seeds }, { input: 'KSampler.sampler_name', values: samplers }] });

  const first = await drawPlan(app, grid('first', '1-4', ['euler', 'lcm', 'ddim']));
  const drawnFirst = (await drawnFiles(dir)).length;
  // The other way round, from elsewhere, and with two new samplers: what is the same is so by its content.
  const second = await drawPlan(app, { ...grid('second', '7, 6, 4, 3, 2', []), axes: [{ name: 'how', values: ['lcm', 'euler', 'heun', 'dpm_2'].map((name) => ({ label: `by ${name}`, set: { '3.sampler_name': name } })) }, { name: 'luck', input: 'KSampler.seed', values: '7, 6, 4, 3, 2' }] });

  expect([first.counts, second.counts]).toMatchObject([{ done: 12, reused: 0 }, { done: 20, reused: 6 }]);
  expect(drawnFirst).toBe(12);
  expect(await drawnFiles(dir)).toHaveLength(26);
  await app.close();
  expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 26 });
});
