import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../../test/support/eventually.js';
import { Config } from '../config/config.js';
import { RedisLink } from '../redis/redis-link.js';
import { InProcessQueue } from './in-process-queue.js';
import { type JobHandlers, jobTypes } from './job.js';
import { JobsService, wholeSet } from './jobs.service.js';
import type { Queue } from './queue.js';

const nothing = async () => undefined;

function service(config: Config, queue: Queue = new InProcessQueue(() => undefined)): JobsService {
  const jobs = new JobsService(config, new RedisLink({ redisUrl: undefined }), { make: () => queue });
  onTestFinished(() => jobs.onModuleDestroy());
  return jobs;
}

describe('wholeSet', () => {
  it('refuses to start where a kind of job has no handler, and names it', () => {
    const handlers: Partial<JobHandlers> = { 'draw-cell': nothing, sweep: nothing };

    expect(() => wholeSet(handlers)).toThrow('write-plan have no handler');
  });
});

describe('JobsService', () => {
  it('refuses a second handler for the same kind of job', () => {
    const jobs = service(new Config({}));
    jobs.handle('sweep', nothing);

    expect(() => jobs.handle('sweep', nothing)).toThrow('two handlers');
  });

  it('does what is found to be done, though nobody put it in line', async () => {
    const written: string[] = [];
    const jobs = service(new Config({}));
    for (const type of ['draw-cell', 'sweep'] as const) jobs.handle(type, nothing);
    jobs.handle('write-plan', async ({ planId }) => void written.push(planId));
    jobs.keepInLine(async () => [{ type: 'write-plan', planId: 'left behind' }]);

    jobs.onApplicationBootstrap();

    await eventually('it was done', async () => written.includes('left behind'));
  });

  it('does what one feature finds though another cannot look', async () => {
    const written: string[] = [];
    const jobs = service(new Config({}));
    for (const type of ['draw-cell', 'sweep'] as const) jobs.handle(type, nothing);
    jobs.handle('write-plan', async ({ planId }) => void written.push(planId));
    jobs.keepInLine(() => Promise.reject(new Error('the database is away')));
    jobs.keepInLine(async () => [{ type: 'write-plan', planId: 'left behind' }]);

    jobs.onApplicationBootstrap();

    await eventually('it was done', async () => written.includes('left behind'), 5_000);
  });

  it('does nothing where a process only answers', async () => {
    const seen: string[] = [];
    const queue = new InProcessQueue(() => undefined);
    const jobs = service(new Config({ GRIDSCOPE_ROLE: 'api', REDIS_URL: 'redis://127.0.0.1:1' }), queue);
    for (const type of jobTypes) jobs.handle(type, async () => void seen.push(type));

    jobs.onApplicationBootstrap();
    await jobs.add({ type: 'sweep' });
    queue.start({ 'draw-cell': nothing, 'write-plan': nothing, sweep: async () => void seen.push('whoever works') });

    await eventually('another did it', async () => seen.length > 0);
    expect(seen).toEqual(['whoever works']);
  });
});
