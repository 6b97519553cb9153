import { endpoints } from '@gridscope/contract';
import { EntityManager } from '@mikro-orm/knex';
import { expect, it, onTestFinished } from 'vitest';
import { ScriptedComfyServer } from '../../../../test/fakes/scripted-comfy-server.js';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { startServer } from '../../../../test/support/start-server.js';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Seats } from './seats.js';

async function startScripted(): Promise<ScriptedComfyServer> {
  const scripted = await ScriptedComfyServer.start();
  onTestFinished(() => scripted.stop());
  const catalogue = await (await fetch(`${(await startServer(onTestFinished)).url}/object_info`)).text();
  scripted.script('GET /object_info', { text: catalogue, contentType: 'application/json' });
  return scripted;
}

/** State and failure of each attempt. */
async function ends(app: TestApp): Promise<unknown[]> {
  return (await app.nest.get(EntityManager).fork().find(Attempt, {})).map(({ state, failure }) => [state, failure ?? null]);
}

it('keeps the seat of a prompt that was stopped on its way to the server until it has come and is gone again', async () => {
  const server = await startScripted();
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
  onTestFinished(() => app.close());
  await app.api.request(endpoints.addServer, { body: { name: 'slow', url: server.url, seats: 1 } });
  let letArrive: () => void = () => undefined;
  server.promptsMayArrive = new Promise((resolve) => { letArrive = resolve; });
  const plan = await startPlan(app, smallDraft({ servers: 'all' }));
  await eventually('a prompt is on its way', async () => server.seen('POST /prompt').length === 1);

  await app.api.request(endpoints.cancelPlan, { parameters: { planId: plan.id } });
  await eventually('the attempt has ended, as no failure', async () => JSON.stringify(await ends(app)) === '[["lost",null]]');
  const heldMeanwhile = [...(await app.nest.get(Seats).held()).values()];
  letArrive();
  await eventually('the seat is given back', async () => (await app.nest.get(Seats).held()).size === 0);

  expect(heldMeanwhile).toEqual([1]);
  expect(server.pending).toEqual([]);
});
