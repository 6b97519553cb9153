import { endpoints, type PlanView, type ServerView } from '@gridscope/contract';
import type { Engine, EngineOptions } from '@gridscope/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { ServersService } from './servers.service.js';

const settings = { GRIDSCOPE_ENGINE: 'off' };
const seeds = (values: string) => smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values }] });

/** The program with one server, `studio`, that takes its time. */
async function startWithServer(options: Omit<EngineOptions, 'dir'> = { secondsPerStep: 0.2 }): Promise<{ app: TestApp; server: Engine }> {
  const server = await startServer(onTestFinished, options);
  const app = await startApp(await temporaryFolder(onTestFinished), settings);
  onTestFinished(() => app.close());
  await addServer(app, server);
  return { app, server };
}

async function studio({ api }: TestApp): Promise<ServerView> {
  const { items } = await api.request(endpoints.listServers, {});
  const server = items.find((item) => item.name === 'studio');
  if (server === undefined) throw new Error('there is no studio');
  return server;
}

const atStudio = async (app: TestApp) => ({ parameters: { serverId: (await studio(app)).id } });
const view = ({ api }: TestApp, planId: string): Promise<PlanView> => api.request(endpoints.getPlan, { parameters: { planId } });

/** Draws until a cell runs. */
async function startRunning(app: TestApp, values = '1-6'): Promise<PlanView> {
  const plan = await startPlan(app, seeds(values));
  await eventually('a cell runs', async () => (await view(app, plan.id)).counts.running > 0);
  return plan;
}

const foreignPrompt = { client_id: 'somebody-else', prompt: { a: { class_type: 'EmptyImage', inputs: { width: 16, height: 16, batch_size: 1, color: 0 } }, b: { class_type: 'PreviewImage', inputs: { images: ['a', 0] } } } };

describe('draining', () => {
  it('lets a server finish what it holds and gives it nothing more, also after a restart, until it is undrained', async () => {
    const { app } = await startWithServer();
    const plan = await startRunning(app);

    const drained = await app.api.request(endpoints.drainServer, await atStudio(app));
    const rested = await eventually('what it held is done', async () => {
      const { counts } = await view(app, plan.id);
      return counts.running + counts.queued === 0 && counts;
    });
    await app.close();
    const again = await startApp(app.dataFolder, settings);
    onTestFinished(() => again.close());
    await eventually('it is ready again', async () => (await studio(again)).state === 'ready');
    const afterRestart = await studio(again);
    const countsThen = (await view(again, plan.id)).counts;
    await again.api.request(endpoints.undrainServer, await atStudio(again));

    expect(drained.isDraining).toBe(true);
    expect(rested.waiting).toBeGreaterThan(0);
    expect({ isDraining: afterRestart.isDraining, done: countsThen.done }).toEqual({ isDraining: true, done: rested.done });
    expect((await finishedPlan(again.api, plan.id)).counts).toMatchObject({ done: 6, failed: 0 });
  });

  it('says at once that a server can be used again when it is undrained', async () => {
    const { app } = await startWithServer();
    await app.api.request(endpoints.drainServer, await atStudio(app));
    const usable: string[] = [];
    onTestFinished(app.nest.get(ServersService).onReady((serverId) => usable.push(serverId)));

    const { id } = await app.api.request(endpoints.undrainServer, await atStudio(app));

    expect(usable).toEqual([id]);
  });
});

describe('interrupting', () => {
  it('fails the cell that runs, which can be retried, and draws the others', async () => {
    const { app } = await startWithServer();
    const plan = await startRunning(app, '1-4');

    await app.api.request(endpoints.interruptServer, await atStudio(app));
    const ended = await finishedPlan(app.api, plan.id);
    const failed = (await cellsOf(app.api, plan.id)).filter((cell) => cell.state === 'failed');
    await app.api.request(endpoints.retryFailed, { parameters: { planId: plan.id } });
    const retried = await finishedPlan(app.api, plan.id);

    expect(ended.counts).toMatchObject({ done: 3, failed: 1 });
    expect(failed).toMatchObject([{ reason: 'Interrupted by hand on studio.' }]);
    expect(retried.counts).toMatchObject({ done: 4, failed: 0 });
  });

  it('leaves what others run alone', async () => {
    const { app, server } = await startWithServer({ secondsPerPrompt: 5 });
    await fetch(`${server.url}/prompt`, { method: 'POST', body: JSON.stringify(foreignPrompt) });
    await eventually('it runs', async () => (await queueOf(server)).queue_running.length === 1);

    const refusal = await app.api.request(endpoints.interruptServer, await atStudio(app)).catch((error: unknown) => error);

    expect(refusal).toMatchObject({ status: 409, message: expect.stringContaining("somebody else's") });
    expect((await queueOf(server)).queue_running.length).toBe(1);
  });
});

async function queueOf(server: Engine): Promise<{ queue_running: unknown[]; queue_pending: unknown[] }> {
  // The engine's own answer.
  return (await (await fetch(`${server.url}/queue`)).json()) as { queue_running: unknown[]; queue_pending: unknown[] };
}

describe('the view of a server', () => {
  it('tells what it is at, what it has loaded and how fast it is', async () => {
    const { app } = await startWithServer();
    const plan = await startRunning(app, '1-4');

    const working = await eventually('it says what it is at', async () => (await studio(app)).working);
    await finishedPlan(app.api, plan.id);
    await app.api.request(endpoints.checkServer, await atStudio(app));
    const after = await studio(app);

    expect(working).toMatchObject({ planId: plan.id, experimentName: 'small', label: expect.stringMatching(/^[1-4]$/) });
    expect(after).toMatchObject({ seatsTaken: 0, failureCount: 0, breaker: 'closed', modelsLoaded: [expect.stringMatching(/^checkpoints\//)] });
    expect(after.working).toBeUndefined();
    expect(after.secondsPerCell).toBeGreaterThan(0.3);
  });

  it('counts the prompts of others in its queue, and not our own', async () => {
    const { app, server } = await startWithServer({ secondsPerPrompt: 3 });
    for (let i = 0; i < 2; i += 1) await fetch(`${server.url}/prompt`, { method: 'POST', body: JSON.stringify({ ...foreignPrompt, number: i }) });
    const alone = await app.api.request(endpoints.checkServer, await atStudio(app));
    await eventually('theirs are done', async () => (await queueOf(server)).queue_running.length === 0);
    await startRunning(app, '1-3');
    const ours = await app.api.request(endpoints.checkServer, await atStudio(app));

    expect([alone.foreignQueue, alone.queueRemaining]).toEqual([2, 2]);
    expect(ours.queueRemaining).toBeGreaterThan(0);
    expect(ours.foreignQueue).toBe(0);
  });

  it('frees its memory', async () => {
    const { app } = await startWithServer();

    const freed = await app.api.request(endpoints.freeServer, await atStudio(app));

    expect(freed.state).toBe('ready');
  });
});

describe('the timeline', () => {
  it('tells of waiting, drawing and absence', async () => {
    const { app, server } = await startWithServer();
    const plan = await startRunning(app, '1-3');
    await finishedPlan(app.api, plan.id);
    await server.close();
    await app.api.request(endpoints.checkServer, await atStudio(app));

    const { spans, from, to } = await app.api.request(endpoints.serverTimeline, await atStudio(app));

    expect(to - from).toBe(600_000);
    expect(spans.map((span) => span.kind)).toEqual(expect.arrayContaining(['waiting', 'drawing', 'gone']));
    expect(spans.every((span) => span.from >= from && span.until <= to && span.until > span.from)).toBe(true);
  });

  it('refuses a stretch that ends before it begins', async () => {
    const { app } = await startWithServer();

    await expect(app.api.request(endpoints.serverTimeline, { ...(await atStudio(app)), query: { from: 2, to: 1 } })).rejects.toMatchObject({ status: 400 });
  });
});
