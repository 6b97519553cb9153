import { describe, expect, it } from 'vitest';
import type { JobHandlers } from './job.js';
import { JobsService, wholeSet } from './jobs.service.js';

const nothing = async () => undefined;

describe('wholeSet', () => {
  it('refuses to start where a kind of job has no handler, and names it', () => {
    const handlers: Partial<JobHandlers> = { 'draw-cell': nothing, 'recover-attempt': nothing, sweep: nothing };

    expect(() => wholeSet(handlers)).toThrow('write-plan have no handler');
  });
});

describe('JobsService', () => {
  it('refuses a second handler for the same kind of job', () => {
    const jobs = new JobsService();
    jobs.handle('sweep', nothing);

    expect(() => jobs.handle('sweep', nothing)).toThrow('two handlers');
  });
});
