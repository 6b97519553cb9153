import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import Bull from 'bull';
import type { Redis } from 'ioredis';
import type { RedisLink } from '../redis/redis-link.js';
import type { Job, JobType } from './job.js';

/** A job whose worker is gone is delivered again, however often: whether trying again helps is not for a queue to say. */
const endlessly = 1_000_000_000;
/** Only a job that vanished without ever being begun leaves its mark behind for so long. */
const markMs = 3_600_000;
const pauseAfterErrorMs = 250;

export interface LineOptions {
  link: RedisLink;
  /** Of all keys in Redis. */
  prefix: string;
  /** A job whose worker has not been heard of for so long is delivered again. */
  lockMs: number;
}

/**
 * The line of one kind of job, in Redis. Jobs are fetched by hand, one after the other, instead of by Bull's `process`: that waits
 * for as many at once as may run, and Redis would go on giving them to a worker that stands still.
 */
export class BullLine {
  private readonly logger = new Logger('jobs');
  private readonly queue: Bull.Queue<Job>;
  /** Waits for jobs, and for nothing else; made when it is first needed. */
  private blocking: Redis | undefined;
  private readonly running = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(type: JobType, private readonly options: LineOptions) {
    this.queue = new Bull<Job>(type, {
      prefix: options.prefix,
      createClient: (kind) => (kind === 'client' ? options.link.commands : (this.blocking ??= options.link.connect())),
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      settings: { lockDuration: options.lockMs, stalledInterval: options.lockMs / 2, maxStalledCount: endlessly },
    });
    this.queue.on('error', this.note);
  }

  /** An equal job that waits already is not put in line again. */
  async add(job: Job): Promise<void> {
    await this.queue.add(job, { debounce: { id: nameOf(job), ttl: markMs } });
  }

  async depth(): Promise<{ waiting: number; running: number }> {
    const { waiting, delayed, active } = await this.queue.getJobCounts();
    return { waiting: waiting + delayed, running: active };
  }

  /** Delivers up to `concurrency` jobs at a time. `deliver` never rejects. Before it is called, an equal job may be put in line again. */
  start(concurrency: number, deliver: (job: Job) => Promise<void>): void {
    // Bull's own check of jobs whose worker is gone; its types leave it out. It looks itself whether another worker has just checked, and never rejects.
    const { moveUnlockedJobsToWait } = this.queue as unknown as { moveUnlockedJobsToWait(): Promise<void> };
    this.timer = setInterval(() => void moveUnlockedJobsToWait(), this.options.lockMs / 2);
    void this.fetch(concurrency, deliver);
  }

  /** Asks for no more jobs. Those that run are left to the next worker that asks, unless they have ended before. */
  close(): void {
    this.isClosed = true;
    clearInterval(this.timer);
    this.blocking?.disconnect();
  }

  private async fetch(concurrency: number, deliver: (job: Job) => Promise<void>): Promise<void> {
    while (!this.isClosed) {
      try {
        if (this.running.size >= concurrency) await Promise.race(this.running);
        else this.begin(await this.queue.getNextJob(), deliver);
      } catch (error) {
        if (this.isClosed) return;
        this.note(error);
        await sleep(pauseAfterErrorMs, undefined, { ref: false });
      }
    }
  }

  /** Nothing came within Bull's patience where `job` is undefined. */
  private begin(job: Bull.Job<Job> | undefined | null, deliver: (job: Job) => Promise<void>): void {
    if (job === undefined || job === null) return;
    const work = this.perform(job, deliver).catch(this.note);
    this.running.add(work);
    void work.then(() => this.running.delete(work));
  }

  private async perform(job: Bull.Job<Job>, deliver: (job: Job) => Promise<void>): Promise<void> {
    const { lockMs } = this.options;
    const renewal = setInterval(() => void job.extendLock(lockMs).catch(this.note), lockMs / 3);
    try {
      await this.queue.client.del(this.markOf(job.data));
      if (!this.isClosed) await deliver(job.data);
    } finally {
      clearInterval(renewal);
    }
    if (!this.isClosed) await job.moveToCompleted(undefined, false, true);
  }

  /** A lock that was lost, a job that a restarted Redis knows nothing of: the job came twice or comes again, and neither does harm. */
  private readonly note = (error: unknown): void => {
    this.logger.debug(`${this.queue.name}: ${error instanceof Error ? error.message : String(error)}`);
  };

  /** How Bull names the key that tells that an equal job waits. */
  private markOf(job: Job): string {
    return `${this.options.prefix}:${this.queue.name}:de:${nameOf(job)}`;
  }
}

/** Equal jobs have equal names. */
export function nameOf(job: Job): string {
  return JSON.stringify(job);
}
