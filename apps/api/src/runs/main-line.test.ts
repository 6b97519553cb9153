import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';

it('draws a grid on the built-in engine and keeps its pictures', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  const experiment = await app.api.request(endpoints.createExperiment, { body: smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-6' }, { input: 'KSampler.sampler_name', values: ['euler', 'lcm'] }] }) });
  expect(experiment.problems).toEqual([]);

  const started = await app.api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
  const plan = await finishedPlan(app.api, started.id);

  expect(plan.counts).toMatchObject({ done: 12, failed: 0, reused: 0 });
  const cells = await cellsOf(app.api, plan.id);
  expect(new Set(cells.map((cell) => (cell.state === 'done' ? cell.lead?.image : cell.state))).size).toBe(12);
});
