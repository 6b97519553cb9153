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
const pauseAfterRefusalMs = 5_000;

export interface LineOptions {
  link: RedisLink;
  /** Of all keys in Redis. */
  prefix: string;
  /** A job whose worker has not been heard of for so long is delivered again. */
  lockMs: number;
}

/** The line of one kind of job, in Redis. */
export class BullLine {
  private readonly logger = new Logger('jobs');
  private readonly queue: Bull.Queue<Job>;
  /** Waits for jobs, and for nothing else; made when Bull first needs it. */
  private blocking: Redis | undefined;
  private isClosed = false;

  constructor(type: JobType, private readonly options: LineOptions, private readonly listening: () => Redis) {
    const { link, prefix, lockMs } = options;
    this.queue = new Bull<Job>(type, {
      prefix,
      createClient: (kind) => (kind === 'client' ? link.commands : kind === 'subscriber' ? listening() : this.connectBlocking()),
      defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
      settings: { lockDuration: lockMs, lockRenewTime: lockMs / 3, stalledInterval: lockMs / 2, maxStalledCount: endlessly, retryProcessDelay: pauseAfterErrorMs },
    });
    // Bull tells Redis a name for its connection and, where that is closed meanwhile, ends the process.
    Object.assign(this.queue, { setWorkerName: () => Promise.resolve() });
    // A lock that was lost, a job that a restarted Redis knows nothing of: the job came twice or comes again, and neither does harm.
    this.queue.on('error', (error) => this.logger.debug(`${type}: ${error.message}`));
  }

  /** An equal job that waits already is not put in line again. */
  async add(job: Job): Promise<void> {
    await this.queue.add(job, { debounce: { id: nameOf(job), ttl: markMs } });
  }

  async depth(): Promise<{ waiting: number; running: number }> {
    const { waiting, delayed, active } = await this.queue.getJobCounts();
    return { waiting: waiting + delayed, running: active };
  }

  /** `deliver` never rejects. Before it is called, an equal job may be put in line again. */
  start(concurrency: number, deliver: (job: Job) => Promise<void>): void {
    const deliverUnmarked = async ({ data }: Bull.Job<Job>) => {
      await this.queue.client.del(this.markOf(data));
      await deliver(data);
    };
    void this.process(concurrency, deliverUnmarked);
  }

  /** Asks for no more jobs, at once; whoever runs goes on. Resolves when nothing of it is left waiting in Redis. */
  async close(): Promise<void> {
    this.isClosed = true;
    const closed = this.queue.close(true);
    // Bull would let it wait for a job till the end of its patience.
    this.blocking?.disconnect();
    await closed;
    this.blocking?.disconnect();
  }

  /** Bull begins once and does not try again, so it begins when each of its connections has been answered. */
  private async process(concurrency: number, deliver: (job: Bull.Job<Job>) => Promise<void>): Promise<void> {
    try {
      while (!this.isClosed && !(await this.isAnswered())) await sleep(pauseAfterRefusalMs, undefined, { ref: false });
      if (!this.isClosed) await this.queue.process(concurrency, deliver);
    } catch (error) {
      if (!this.isClosed) this.logger.error(error);
    }
  }

  /** Waits while Redis is away. */
  private async isAnswered(): Promise<boolean> {
    try {
      await Promise.all([this.options.link.commands, this.listening(), this.connectBlocking()].map((connection) => connection.ping()));
      return true;
    } catch (error) {
      if (!this.isClosed) this.logger.error(`Redis refuses: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private connectBlocking(): Redis {
    return (this.blocking ??= this.options.link.connect());
  }

  /** How Bull names the key that tells that an equal job waits. */
  private markOf(job: Job): string {
    return `${this.options.prefix}:${this.queue.name}:de:${nameOf(job)}`;
  }
}

/** Equal jobs have equal names. */
export function nameOf(job: Job): string {
  return JSON.stringify(job);
}
