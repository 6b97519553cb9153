import { endpoints, type ServerView } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../support/drafts.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { startApp, temporaryFolder, type TestApp } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';

/** Processes of these roles on one data folder and one Redis, in their order. */
async function startTogether(roles: readonly string[], more: Record<string, string> = {}): Promise<TestApp[]> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const folder = await temporaryFolder(onTestFinished);
  const apps: TestApp[] = [];
  for (const role of roles) {
    const app = await startApp(folder, { GRIDSCOPE_ROLE: role, REDIS_URL: redis.url, GRIDSCOPE_ENGINE: 'off', ...more });
    onTestFinished(() => app.close());
    apps.push(app);
  }
  return apps;
}

function appAt(apps: readonly TestApp[], place: number): TestApp {
  const app = apps[place];
  if (app === undefined) throw new Error(`there is no process ${place}`);
  return app;
}

async function only(app: TestApp): Promise<ServerView | undefined> {
  return (await app.api.request(endpoints.listServers, {})).items[0];
}

describe.skipIf(!hasRedis)('several processes', () => {
  it('know how far a cell is that another one draws', async () => {
    const server = await startServer(onTestFinished, { secondsPerStep: 0.5 });
    const api = appAt(await startTogether(['api', 'worker']), 0);
    await api.api.request(endpoints.addServer, { body: { name: 'studio', url: server.url } });
    await startPlan(api, smallDraft({ servers: 'all', set: { 'KSampler.steps': 200 } }));

    const working = await eventually('a part of it is done', async () => [(await only(api))?.working].find((work) => (work?.step ?? 0) > 0));

    expect(working).toMatchObject({ stepCount: 200 });
    expect(working?.progress).toBeCloseTo((working?.step ?? 0) / 200, 6);
  });

  it('know of a server that another one added, drained, changed and removed, and say the same of it', async () => {
    const server = await startServer(onTestFinished, { secondsPerStep: 0.1 });
    const apps = await startTogether(['api', 'api', 'worker']);
    const [first, second] = [appAt(apps, 0), appAt(apps, 1)];

    const { id: serverId } = await first.api.request(endpoints.addServer, { body: { name: 'studio', url: server.url } });
    await eventually('the other has it, and it is ready', async () => (await only(second))?.state === 'ready');
    const plan = await startPlan(second, smallDraft({ servers: 'all', axes: [{ input: 'KSampler.seed', values: '1-8' }] }));
    await eventually('both say what it is at', async () => (await Promise.all([first, second].map(only))).every((view) => view?.working?.planId === plan.id));
    await second.api.request(endpoints.drainServer, { parameters: { serverId } });
    const drained = await eventually('it gets nothing more', async () => {
      const { counts } = await first.api.request(endpoints.getPlan, { parameters: { planId: plan.id } });
      return counts.queued + counts.running === 0 && counts;
    });
    await first.api.request(endpoints.changeServer, { parameters: { serverId }, body: { name: 'cellar', seats: 1 } });
    await first.api.request(endpoints.undrainServer, { parameters: { serverId } });
    const ended = await finishedPlan(second.api, plan.id);
    const [left, right] = await Promise.all([first, second].map((app) => eventually('it rests', async () => {
      const view = await only(app);
      return view?.seatsTaken === 0 && view.working === undefined && view;
    })));
    await second.api.request(endpoints.deleteServer, { parameters: { serverId } });

    expect(drained.waiting).toBeGreaterThan(0);
    expect(ended.counts).toMatchObject({ done: 8, failed: 0 });
    expect(left).toMatchObject({ name: 'cellar', seats: 1, isDraining: false, modelsLoaded: right?.modelsLoaded, failureCount: 0 });
    await eventually('the other has it no more', async () => (await only(first)) === undefined);
  });

  it('have one built-in engine among them, which moves to another process when its own ends', async () => {
    const apps = await startTogether(['worker', 'worker', 'api'], { GRIDSCOPE_ENGINE: 'on' });
    const [leading, api] = [appAt(apps, 0), appAt(apps, 2)];
    const before = await eventually('the engine is ready', async () => {
      const view = await only(api);
      return view?.state === 'ready' && view;
    });

    await leading.close();
    const after = await eventually('it is at another address', async () => {
      const view = await only(api);
      return view?.state === 'ready' && view.url !== before.url && view;
    });
    const plan = await startPlan(api, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-2' }] }));

    expect(after.id).toBe(before.id);
    expect((await finishedPlan(api.api, plan.id)).counts).toMatchObject({ done: 2, failed: 0 });
  });

  it('offer the first experiment once, as soon as the engine of another process is there', async () => {
    const apps = await startTogether(['api', 'api', 'worker'], { GRIDSCOPE_ENGINE: 'on' });

    const items = await eventually('it is there', async () => {
      const list = (await appAt(apps, 0).api.request(endpoints.listExperiments, {})).items;
      return list.length > 0 && list;
    });

    expect(items.length).toBe(1);
  });
});
