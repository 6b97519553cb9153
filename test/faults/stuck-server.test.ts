import { endpoints, type ServerView } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { ScriptedComfyServer } from '../fakes/scripted-comfy-server.js';
import { smallDraft } from '../support/drafts.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';

const settings = { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_STUCK_SECONDS: '2' };

/** A ComfyUI whose worker thread has died: it takes prompts and runs none. */
async function startDeaf(url: string): Promise<ScriptedComfyServer> {
  const deaf = await ScriptedComfyServer.start();
  onTestFinished(() => deaf.stop());
  const catalogue = await (await fetch(`${url}/object_info`)).text();
  deaf.script('GET /object_info', { text: catalogue, contentType: 'application/json' });
  return deaf;
}

async function serverNamed({ api }: TestApp, name: string): Promise<ServerView | undefined> {
  const { items } = await api.request(endpoints.listServers, {});
  return items.find((server) => server.name === name);
}

it('recognises a server that takes prompts and runs none, says the remedy, and draws its cells elsewhere', async () => {
  const healthy = await startServer(onTestFinished, { secondsPerStep: 0.05 });
  const deaf = await startDeaf(healthy.url);
  const app = await startApp(await temporaryFolder(onTestFinished), settings);
  onTestFinished(() => app.close());
  const added = await app.api.request(endpoints.addServer, { body: { name: 'deaf', url: deaf.url } });
  const plan = await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));
  await eventually('it holds prompts', async () => deaf.pending.length === 2);

  const stuck = await eventually('it is seen to be stuck', async () => {
    const server = await serverNamed(app, 'deaf');
    return server?.state === 'stuck' && server;
  });
  await app.api.request(endpoints.addServer, { body: { name: 'healthy', url: healthy.url } });
  const ended = await finishedPlan(app.api, plan.id);
  const { spans } = await app.api.request(endpoints.serverTimeline, { parameters: { serverId: added.id } });

  expect(stuck.reason).toMatch(/Restart ComfyUI on that machine/);
  expect(ended.counts).toMatchObject({ done: 4, failed: 0 });
  expect(spans.map((span) => span.kind)).toContain('stuck');
  expect(deaf.pending).toEqual([]);
});

it('tries a stuck server again when a person has it checked, and not before', async () => {
  const deaf = await startDeaf((await startServer(onTestFinished)).url);
  const app = await startApp(await temporaryFolder(onTestFinished), settings);
  onTestFinished(() => app.close());
  const { id: serverId } = await app.api.request(endpoints.addServer, { body: { name: 'deaf', url: deaf.url } });
  await startPlan(app, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-4' }] }));
  await eventually('it is stuck', async () => (await serverNamed(app, 'deaf'))?.state === 'stuck');
  await eventually('its prompts were taken back', async () => deaf.pending.length === 0);
  const sent = deaf.seen('POST /prompt').length;
  await app.close();
  const again = await startApp(app.dataFolder, settings);
  onTestFinished(() => again.close());

  const afterRestart = await eventually('it was looked at', async () => {
    const server = await serverNamed(again, 'deaf');
    return server?.state !== 'unknown' && server;
  });
  const sentAfterRestart = deaf.seen('POST /prompt').length;
  const checked = await again.api.request(endpoints.checkServer, { parameters: { serverId } });
  await eventually('it is tried', async () => deaf.seen('POST /prompt').length > sent);

  expect({ state: afterRestart.state, sent: sentAfterRestart }).toEqual({ state: 'stuck', sent });
  expect(checked.state).toBe('ready');
});
