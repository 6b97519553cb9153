import { ApiClient, endpoints, type Event, type EventOf, type PlanView, watchChannel, watchServersChannel } from '@gridscope/contract';
import type { Engine } from '@gridscope/engine';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Installation } from '../../apps/api/src/database/installation.js';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { drawnFiles } from '../support/drawn-files.js';
import { eventually } from '../support/eventually.js';
import { cellsOf, finishedPlan } from '../support/finish-plan.js';
import { openSocket, type OpenSocket } from '../support/open-socket.js';
import { hasRedis, startRedis, type TestRedis } from '../support/redis.js';
import { type RunningProgram, runCli, runProgram } from '../support/run-cli.js';
import { startApp, temporaryFolder } from '../support/start-app.js';
import { drawPlan, startPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';
import { databaseSettings } from '../support/test-database.js';

const cellCount = 40;
/** As short as it may be. */
const leaseMs = 2_000;
/** A write that others do not hold up is done by then. */
const writePatienceMs = 3_000;
const counting = Array.from({ length: cellCount }, (_, index) => index);

interface Member extends RunningProgram {
  url: string;
  api: ApiClient;
}

/** One data folder, one Redis and one server: what processes share. */
interface Shared {
  redis: TestRedis;
  dataFolder: string;
  engineDir: string;
  server: Engine;
}

async function shared(secondsPerStep: number): Promise<Shared> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const engineDir = await temporaryFolder(onTestFinished);
  return { redis, dataFolder: await temporaryFolder(onTestFinished), engineDir, server: await startServer(onTestFinished, { dir: engineDir, secondsPerStep }) };
}

/** Starts one process and waits until it says where it is. */
async function join({ redis, dataFolder }: Shared, role: 'api' | 'worker', leaseSeconds = 6): Promise<Member> {
  const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_ROLE: role, REDIS_URL: redis.url, GRIDSCOPE_DATA: dataFolder, ...(await databaseSettings(dataFolder)), GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: String(leaseSeconds), GRIDSCOPE_LOG: 'error' });
  onTestFinished(() => program.end());
  const url = await eventually(`the ${role} says where it is`, async () => {
    if (program.process.exitCode !== null) throw new Error(`it ended: ${program.said()}`);
    return /is at (http:\/\/[\d.]+:\d+)/.exec(program.said())?.[1];
  }, 60_000);
  return { ...program, url, api: new ApiClient({ baseUrl: url }) };
}

/** Starts 40 cells at an API process that knows the server. */
async function begin(api: Member, { server }: Shared): Promise<PlanView> {
  await api.api.request(endpoints.addServer, { body: { name: 'studio', url: server.url } });
  await eventually('the server is ready', async () => (await api.api.request(endpoints.listServers, {})).items.some((known) => known.state === 'ready'));
  return startPlan(api, smallDraft({ servers: ['studio'], axes: [{ input: 'KSampler.seed', values: `1-${cellCount}` }] }));
}

async function drawnSoFar({ api }: Member, planId: string): Promise<number> {
  return (await api.request(endpoints.getPlan, { parameters: { planId } })).counts.done;
}

/** Ends a process as a person does, and says how it ended. */
async function leave(member: Member): Promise<number | null> {
  member.process.kill('SIGTERM');
  return (await member.ended).code;
}

/** What a page does that watches a plan: keeps the newest of each cell, and watches again when news were lost. */
async function watching(member: Member, planId: string): Promise<OpenSocket & { doneCells(): number[] }> {
  const page = await openSocket(member.url, onTestFinished);
  const changes = () => page.heard.filter((event): event is EventOf<'cells-changed'> => event.type === 'cells-changed').flatMap((event) => event.cells);
  const watch = () => page.socket.emit(watchChannel, { planId, after: Math.max(0, ...changes().map((cell) => cell.sequence)) });
  page.socket.on('event', (event: Event) => { if (event.type === 'news-lost') watch(); });
  watch();
  return { ...page, doneCells: () => [...new Set(changes().filter((cell) => cell.state === 'done').map((cell) => cell.index))].sort((a, b) => a - b) };
}

describe.skipIf(!hasRedis)('two API processes and two workers on one data folder', () => {
  it('draw a plan exactly once, and every page sees it, though a worker is killed and Redis too', async () => {
    const things = await shared(0.03);
    const [one, other, worker, second] = await Promise.all([join(things, 'api'), join(things, 'api'), join(things, 'worker'), join(things, 'worker')]);
    const plan = await begin(one, things);
    const page = await watching(other, plan.id);
    page.socket.emit(watchServersChannel);
    await eventually('cells are done, and the page of the other API process sees them', async () => page.doneCells().length >= 5);

    await worker.end();
    const afterKill = await drawnSoFar(one, plan.id);
    await eventually('the other worker goes on', async () => (await drawnSoFar(one, plan.id)) >= afterKill + 5);
    await things.redis.kill();
    await eventually('what runs comes to its end without Redis', async () => {
      const { counts } = await one.api.request(endpoints.getPlan, { parameters: { planId: plan.id } });
      return counts.running + counts.queued === 0;
    });
    await things.redis.restart();
    const finished = await finishedPlan(other.api, plan.id);

    expect(finished).toMatchObject({ state: 'done', cellCount, counts: { done: cellCount, failed: 0, reused: 0 } });
    expect((await cellsOf(one.api, plan.id)).map((cell) => cell.index)).toEqual(counting);
    await eventually('the page has seen every cell', async () => page.doneCells().length === cellCount);
    expect(page.heard.filter((event) => event.type === 'news-lost').length).toBeGreaterThan(0);
    expect(page.heard.filter((event) => event.type === 'cell-previewed').length).toBeGreaterThan(0);
    expect(await Promise.all([one, other, second].map(leave))).toEqual([0, 0, 0]);
    expect(await drawnFiles(things.engineDir)).toHaveLength(cellCount);
    expect(await checkDataFolder(things.dataFolder, { wasKilled: true })).toEqual({ problems: [], soundFiles: cellCount });
  });
});

/** Stops a process where it keeps nobody from writing: one that stands still in the middle of a transaction holds its rows, or all of SQLite. */
async function stopBetweenWrites({ process }: Member, api: ApiClient, planId: string): Promise<void> {
  await eventually('it is stopped and others can write', async () => {
    process.kill('SIGSTOP');
    const [server] = (await api.request(endpoints.listServers, {})).items;
    const signal = AbortSignal.timeout(writePatienceMs);
    const writes = await Promise.allSettled([
      api.request(endpoints.changePlan, { parameters: { planId }, body: { priority: 1 }, signal }),
      api.request(endpoints.changeServer, { parameters: { serverId: server?.id ?? '' }, body: { seats: 2 }, signal }),
    ]);
    const areWritten = writes.every(({ status }) => status === 'fulfilled');
    if (!areWritten) process.kill('SIGCONT');
    return areWritten;
  }, 60_000);
}

describe.skipIf(!hasRedis)('two workers at the same cells', () => {
  it('are not held up where one stands still: the other ends its cells too, and nothing is kept twice when it goes on', async () => {
    const things = await shared(0.1);
    const [api, steady] = await Promise.all([join(things, 'api', leaseMs / 1_000), join(things, 'worker', leaseMs / 1_000)]);
    // The first worker gives out the cells; the second only draws.
    const halting = await join(things, 'worker', leaseMs / 1_000);
    const plan = await begin(api, things);
    await eventually('some are done and some are being drawn', async () => {
      const { counts } = await api.api.request(endpoints.getPlan, { parameters: { planId: plan.id } });
      return counts.done >= 6 && counts.running + counts.queued >= 1;
    });

    await stopBetweenWrites(halting, api.api, plan.id);
    const whenStopped = await drawnSoFar(api, plan.id);
    const finished = await finishedPlan(api.api, plan.id, 120_000);
    halting.process.kill('SIGCONT');

    expect(whenStopped).toBeLessThan(cellCount);
    expect(finished).toMatchObject({ state: 'done', cellCount, counts: { done: cellCount, failed: 0 } });
    expect(await Promise.all([api, steady, halting].map(leave))).toEqual([0, 0, 0]);
    expect(await drawnFiles(things.engineDir)).toHaveLength(cellCount);
    expect(await checkDataFolder(things.dataFolder, { wasKilled: true })).toEqual({ problems: [], soundFiles: cellCount });
  }, 240_000);
});

describe.skipIf(!hasRedis)('processes that start together on an empty data folder', () => {
  it('make one installation with one first experiment and one engine', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const folder = await temporaryFolder(onTestFinished);
    const start = async (role: string) => {
      const app = await startApp(folder, { REDIS_URL: redis.url, GRIDSCOPE_ROLE: role });
      onTestFinished(() => app.close());
      return app;
    };

    const [one, other, worker] = await Promise.all(['api', 'api', 'worker', 'worker'].map(start));
    const experiments = await eventually('both API processes show the first experiment', async () => {
      const lists = await Promise.all([one, other].map((app) => app!.api.request(endpoints.listExperiments, {})));
      return lists.every((list) => list.items.length > 0) && lists.map((list) => list.items.length);
    });
    const servers = (await other!.api.request(endpoints.listServers, {})).items;

    expect(experiments).toEqual([1, 1]);
    expect(servers.map((server) => [server.kind, server.state])).toEqual([['engine', 'ready']]);
    expect(new Set([one, other, worker].map((app) => app!.nest.get(Installation).id)).size).toBe(1);
  });
});

describe.skipIf(!hasRedis)('one process that does everything and would share it', () => {
  it('has its engine ready when it answers, draws, and ends though Redis has gone', async () => {
    const redis = await startRedis();
    onTestFinished(() => redis.stop());
    const app = await startApp(await temporaryFolder(onTestFinished), { REDIS_URL: redis.url });
    onTestFinished(() => app.close());

    const plan = await drawPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-6' }] }));
    await redis.kill();
    await app.close();

    expect(plan).toMatchObject({ state: 'done', counts: { done: 6 } });
    expect(await checkDataFolder(app.dataFolder)).toEqual({ problems: [], soundFiles: 6 });
  });
});

describe.skipIf(!hasRedis)('a process with a part of the work', () => {
  it('starts, answers and ends without Redis, goes on when that comes, and has the command line as its client', async () => {
    const things = await shared(0);
    await things.redis.kill();
    const [api, worker] = await Promise.all([join(things, 'api'), join(things, 'worker')]);

    const refusal = await fetch(`${worker.url}/api/v1/experiments`);
    await things.redis.restart();
    const plan = await begin(api, things);
    const finished = await finishedPlan(api.api, plan.id);

    const command = await runCli(['servers'], { GRIDSCOPE_DATA: things.dataFolder }).ended;

    expect(refusal.status).toBe(404);
    expect([command.code, command.stdout]).toEqual([0, expect.stringContaining('studio')]);
    expect(finished).toMatchObject({ state: 'done', counts: { done: cellCount } });
    await things.redis.kill();
    expect(await Promise.all([api, worker].map(leave))).toEqual([0, 0]);
  });
});
