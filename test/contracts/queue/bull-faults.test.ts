import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BullQueue } from '../../../apps/api/src/jobs/bull-queue.js';
import type { Job, JobHandlers } from '../../../apps/api/src/jobs/job.js';
import { RedisLink } from '../../../apps/api/src/redis/redis-link.js';
import { eventually } from '../../support/eventually.js';
import { hasRedis, startRedis, type TestRedis } from '../../support/redis.js';

// What is said while Redis is away is not what is looked at here.
Logger.overrideLogger(false);

const lockMs = 400;
const sweep: Job = { type: 'sweep' };
const draw = (cellId: string): Job => ({ type: 'draw-cell', cellId, serverId: 'studio' });
const nothing = async () => undefined;

describe.skipIf(!hasRedis)('the queue on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => { redis = await startRedis(); });
  afterAll(() => redis.stop());

  /** The queue of one process, and what it reported. */
  function processOf(prefix: string, more?: Partial<JobHandlers>): { queue: BullQueue; link: RedisLink; failed: unknown[] } {
    const link = new RedisLink({ redisUrl: redis.url });
    const failed: unknown[] = [];
    const queue = new BullQueue({ link, prefix, lockMs }, (_job, error) => failed.push(error));
    onTestFinished(async () => {
      await queue.close();
      await link.onApplicationShutdown();
    });
    if (more !== undefined) queue.start({ 'draw-cell': nothing, 'write-plan': nothing, sweep: nothing, ...more });
    return { queue, link, failed };
  }

  async function up({ link }: { link: RedisLink }): Promise<void> {
    await eventually('Redis answers', async () => link.isUp);
  }

  it('gives each job to one of two workers, whoever put it in line', async () => {
    const prefix = `gridscope:${randomUUID()}`;
    const seen: string[] = [];
    const note: Partial<JobHandlers> = { 'draw-cell': async ({ cellId }) => void seen.push(cellId) };
    const [api] = [processOf(prefix), processOf(prefix, note), processOf(prefix, note)];
    const cells = Array.from({ length: 100 }, (_, index) => `cell ${index}`);

    await Promise.all(cells.map((cellId) => api.queue.add(draw(cellId))));

    await eventually('all came', async () => seen.length >= cells.length);
    expect([...seen].sort()).toEqual([...cells].sort());
  });

  it('gives another installation nothing', async () => {
    const seen: string[] = [];
    const ours = processOf('gridscope:ours', { sweep: async () => void seen.push('ours') });
    processOf('gridscope:theirs', { sweep: async () => void seen.push('theirs') });

    await ours.queue.add(sweep);

    await eventually('it came', async () => seen.length > 0);
    expect(seen).toEqual(['ours']);
  });

  it('leaves nothing of a job in Redis that is done, whether it threw or not', async () => {
    const prefix = `gridscope:${randomUUID()}`;
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    let runs = 0;
    const { queue, failed } = processOf(prefix, { 'draw-cell': async ({ cellId }) => { runs += 1; if (cellId === 'bad') throw new Error('no such cell'); } });

    await queue.add(draw('good'));
    await queue.add(draw('bad'));

    await eventually('both ran', async () => runs === 2 && failed.length === 1);
    await eventually('only the counters are left', async () => (await client.keys(`${prefix}:*`)).every((key) => /:(id|stalled-check)$/.test(key)));
  });

  it('delivers a job again whose worker is gone', async () => {
    const prefix = `gridscope:${randomUUID()}`;
    const seen: string[] = [];
    const gone = processOf(prefix, { sweep: (_, signal) => { seen.push('gone'); return new Promise((resolve) => signal.addEventListener('abort', () => resolve())); } });
    await gone.queue.add(sweep);
    await eventually('it runs', async () => seen.length === 1);

    // As Redis sees a process that was killed.
    void gone.link.onApplicationShutdown();
    processOf(prefix, { sweep: async () => void seen.push('another') });

    await eventually('another has it', async () => seen.includes('another'));
    expect(seen).toEqual(['gone', 'another']);
  });

  it('takes no harm from two workers at one job, where the first was thought to be gone', async () => {
    const prefix = `gridscope:${randomUUID()}`;
    const client = new Redis(redis.url);
    onTestFinished(() => client.disconnect());
    const runs: string[] = [];
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    const handlersOf = (name: string): Partial<JobHandlers> => ({ sweep: async () => { runs.push(name); await opened; } });
    const [first, second] = [processOf(prefix, handlersOf('first')), processOf(prefix)];
    await first.queue.add(sweep);
    await eventually('the first runs it', async () => runs.length === 1);

    // As when it stood still for longer than its lock lasts.
    await client.del(...(await client.keys(`${prefix}:sweep:*:lock`)));
    second.queue.start({ 'draw-cell': nothing, 'write-plan': nothing, sweep: async () => { runs.push('second'); } });
    await eventually('the second runs it too', async () => runs.includes('second'));
    open();
    await eventually('both go on', async () => {
      await first.queue.add(sweep);
      return runs.filter((name) => name === 'first').length > 1 && runs.filter((name) => name === 'second').length > 1;
    });

    expect([...first.failed, ...second.failed]).toEqual([]);
  });

  it('keeps a job that is put in line while Redis is away, without making anybody wait, and delivers it when Redis is back', async () => {
    const seen: string[] = [];
    const process = processOf(`gridscope:${randomUUID()}`, { 'draw-cell': async ({ cellId }) => void seen.push(cellId) });
    await process.queue.add(draw('before'));
    await eventually('the first came', async () => seen.includes('before'));

    await redis.kill();
    await eventually('that is noticed', async () => !process.link.isUp);
    // Redis comes back only after these, so whoever waited for it would wait for ever.
    await process.queue.add(draw('meanwhile'));
    await process.queue.add(draw('meanwhile'));
    await redis.restart();

    await eventually('it came', async () => seen.includes('meanwhile'));
    await process.queue.add(draw('after'));
    await eventually('the next came', async () => seen.includes('after'));
    expect(seen).toEqual(['before', 'meanwhile', 'after']);
  });

  it('goes on when Redis comes back empty in the middle of a job', async () => {
    let runs = 0;
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => { open = resolve; });
    const process = processOf(`gridscope:${randomUUID()}`, { 'write-plan': async () => { runs += 1; await opened; } });
    await up(process);
    await process.queue.add({ type: 'write-plan', planId: 'running' });
    await eventually('it runs', async () => runs === 1);
    await process.queue.add({ type: 'write-plan', planId: 'waiting, and lost' });

    await redis.restart();
    await eventually('that is noticed, and Redis is back', async () => process.link.isUp);
    open();
    await eventually('what is put in line now is done', async () => {
      await process.queue.add({ type: 'write-plan', planId: 'waiting, and lost' });
      return runs > 1;
    });

    expect(process.failed).toEqual([]);
  });

  it('is closed while Redis is away as well as ever', async () => {
    const other = await startRedis();
    onTestFinished(() => other.stop());
    const link = new RedisLink({ redisUrl: other.url });
    const queue = new BullQueue({ link, prefix: 'gridscope:away' }, () => undefined);
    let isEnded = false;
    let runs = 0;
    queue.start({ 'draw-cell': nothing, 'write-plan': nothing, sweep: (_, signal) => new Promise((resolve) => {
      runs += 1;
      signal.addEventListener('abort', () => { isEnded = true; resolve(); });
    }) });
    await queue.add(sweep);
    await eventually('it runs', async () => runs === 1);

    await other.kill();
    await eventually('that is noticed', async () => !link.isUp);
    await queue.close();
    await link.onApplicationShutdown();

    expect(isEnded).toBe(true);
  });

  it('is started and closed though Redis was never there', async () => {
    const link = new RedisLink({ redisUrl: 'redis://127.0.0.1:1' });
    const queue = new BullQueue({ link, prefix: 'gridscope:never' }, () => undefined);

    queue.start({ 'draw-cell': nothing, 'write-plan': nothing, sweep: nothing });
    await queue.add(sweep);
    await queue.close();
    await link.onApplicationShutdown();

    expect(link.isUp).toBe(false);
  });
});
