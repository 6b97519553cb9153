import { endpoints } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';

const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const foreignId = '11111111-1111-4111-8111-111111111111';

/** Draws something for somebody else. */
async function drawForeign(url: string): Promise<void> {
  const prompt = { 1: { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: 0 } }, 2: { class_type: 'SaveImage', inputs: { images: ['1', 0], filename_prefix: 'theirs' } } };
  await fetch(`${url}/prompt`, { method: 'POST', body: JSON.stringify({ prompt, prompt_id: foreignId }) });
  await eventually('it is drawn', async () => (await historyOf(url)).includes(foreignId));
}

async function historyOf(url: string): Promise<string[]> {
  return Object.keys((await (await fetch(`${url}/history`)).json()) as object);
}

it('has a server forget what was drawn, failed or was cancelled, and nothing of anybody else\'s', async () => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.1, faults: { failNodes: [{ classType: 'KSampler', when: { seed: 2 }, exceptionType: 'RuntimeError', message: 'no twos' }] } });
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await drawForeign(server.url);
  await addServer(app, server);

  const first = await startPlan(app, seeds('1-4'));
  const finished = await finishedPlan(app.api, first.id);
  const second = await startPlan(app, { ...seeds('5-9'), name: 'other' });
  await eventually('it draws', async () => (await app.api.request(endpoints.getPlan, { parameters: { planId: second.id } })).counts.running === 1);
  await app.api.request(endpoints.cancelPlan, { parameters: { planId: second.id } });

  expect(finished.counts).toMatchObject({ done: 3, failed: 1 });
  await eventually('only theirs is left', async () => (await historyOf(server.url)).join() === foreignId);
});

it('has a server forget after a restart what the last process had no time to', async () => {
  const server = await startServer(onTestFinished, { secondsPerStep: 0.1 });
  const folder = await temporaryFolder(onTestFinished);
  const first = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  await addServer(first, server);
  await finishedPlan(first.api, (await startPlan(first, seeds('1-3'))).id);
  await first.close();

  const second = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => second.close());

  await eventually('nothing is left', async () => (await historyOf(server.url)).length === 0);
});
