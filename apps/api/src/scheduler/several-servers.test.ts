import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

it('draws each cell on a server that has its checkpoint', async () => {
  const north = await startServer(onTestFinished, { checkpoints: ['winter.safetensors'], hasOnlyGivenModels: true });
  const south = await startServer(onTestFinished, { checkpoints: ['summer.safetensors'], hasOnlyGivenModels: true });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await addServer(app, north, 'north');
  await addServer(app, south, 'south');

  const plan = await drawPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'CheckpointLoaderSimple.ckpt_name', values: ['winter.safetensors', 'summer.safetensors'] }, { input: 'KSampler.seed', values: '1-3' }] }));

  expect(plan.counts).toMatchObject({ done: 6, failed: 0 });
  const details = await Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
  expect(details.map((detail) => detail.takes[0]?.attempts.map((attempt) => attempt.serverName))).toEqual([['north'], ['south'], ['north'], ['south'], ['north'], ['south']]);
});

it('shares equal work between the servers', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  for (const name of ['left', 'right']) await addServer(app, await startServer(onTestFinished, { secondsPerStep: 0.02 }), name);

  const plan = await drawPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-12' }] }));

  const details = await Promise.all((await cellsOf(app.api, plan.id)).map((cell) => app.api.request(endpoints.getCell, { parameters: { cellId: cell.id } })));
  const names = details.map((detail) => detail.takes[0]?.attempts[0]?.serverName);
  expect(names.filter((name) => name === 'left').length).toBeGreaterThanOrEqual(3);
  expect(names.filter((name) => name === 'right').length).toBeGreaterThanOrEqual(3);
});
