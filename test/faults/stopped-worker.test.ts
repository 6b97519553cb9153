import { join } from 'node:path';
import { ApiClient, endpoints, type PlanView } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkDataFolder } from '../support/check-data-folder.js';
import { smallDraft } from '../support/drafts.js';
import { readRecord } from '../support/engine-process.js';
import { eventually } from '../support/eventually.js';
import { finishedPlan } from '../support/finish-plan.js';
import { hasRedis, startRedis } from '../support/redis.js';
import { type RunningProgram, runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/start-app.js';
import { startPlan } from '../support/start-plan.js';
import { startServer } from '../support/start-server.js';

type Join = (role: 'api' | 'worker') => Promise<RunningProgram & { api: ApiClient }>;

/** A data folder and a Redis that processes with a short lease share. */
async function sharedFolder(): Promise<{ dataFolder: string; join: Join }> {
  const redis = await startRedis();
  onTestFinished(() => redis.stop());
  const dataFolder = await temporaryFolder(onTestFinished);
  const join: Join = async (role) => {
    const program = runProgram('apps/api/dist/main.js', [], { PORT: '0', GRIDSCOPE_ROLE: role, REDIS_URL: redis.url, GRIDSCOPE_DATA: dataFolder, GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LEASE_SECONDS: '3', GRIDSCOPE_LOG: 'error' });
    onTestFinished(() => program.end());
    const url = await eventually(`the ${role} says where it is`, async () => /is at (http:\/\/[\d.]+:\d+)/.exec(program.said())?.[1]);
    return { ...program, api: new ApiClient({ baseUrl: url }) };
  };
  return { dataFolder, join };
}

describe.skipIf(!hasRedis)('a worker that stood still for longer than its lease', () => {
  it('finds that another one went on: it stores nothing of that, and nothing is sent twice', async () => {
    const record = join(await temporaryFolder(onTestFinished), 'record.jsonl');
    const server = await startServer(onTestFinished, { record, secondsPerPrompt: 1.5 });
    const { dataFolder, join: joinAs } = await sharedFolder();
    const [first, worker] = await Promise.all([joinAs('api'), joinAs('worker')]);
    const { api } = first;
    await api.request(endpoints.addServer, { body: { name: 'studio', url: server.url, seats: 2 } });
    await eventually('the server is ready', async () => (await api.request(endpoints.listServers, {})).items.some((known) => known.state === 'ready'));
    const { id: planId } = await startPlan({ api }, smallDraft({ servers: ['studio'], axes: [{ input: 'KSampler.seed', values: '1-6' }] }));
    const counts = async (): Promise<PlanView['counts']> => (await api.request(endpoints.getPlan, { parameters: { planId } })).counts;
    // Between two writes: a process that stands still in the middle of one keeps SQLite from everybody.
    const before = await eventually('one runs and one waits at the server', async () => {
      const now = await counts();
      return now.queued === 1 && now.running === 1 && now;
    });

    worker.process.kill('SIGSTOP');
    const other = await joinAs('worker');
    await eventually('the other worker has adopted both and brought them home', async () => (await counts()).done >= before.done + 2);
    worker.process.kill('SIGCONT');
    const plan = await finishedPlan(api, planId);
    for (const member of [first, worker, other]) member.process.kill('SIGTERM');
    const ends = await Promise.all([first, worker, other].map((member) => member.ended));

    expect(ends.map((end) => end.code)).toEqual([0, 0, 0]);
    expect(plan.counts).toMatchObject({ done: 6, failed: 0 });
    const puts = readRecord(record).filter((event) => event.event === 'put');
    expect({ sent: puts.length, most: Math.max(...puts.map((put) => put.held)) }).toEqual({ sent: 6, most: 2 });
    expect(await checkDataFolder(dataFolder, { wasKilled: true })).toEqual({ problems: [], soundFiles: 6 });
  });
});
