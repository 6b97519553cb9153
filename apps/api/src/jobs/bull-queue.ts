import { setMaxListeners } from 'node:events';
import type { RedisLink } from '../redis/redis-link.js';
import { BullLine, nameOf } from './bull-line.js';
import { concurrencyOf, type Job, type JobHandlers, type JobOf, type JobType, jobTypes } from './job.js';
import type { JobFailureListener, Queue, QueueDepth } from './queue.js';

/** So many of a kind run at once where no number is given: more than any group of servers has seats. */
const many = 256;
/** Whoever adds a job waits no longer for a Redis that does not answer. */
const longestAddMs = 3_000;

export interface BullQueueOptions {
  link: RedisLink;
  /** Of all keys in Redis: other installations have others. */
  prefix: string;
  /** A job whose worker has not been heard of for so long is delivered again; default 10 s. */
  lockMs?: number;
}

/**
 * The queue that processes share: Bull on Redis. While Redis is away, `add` keeps the job here and puts it in line when
 * Redis is back.
 */
export class BullQueue implements Queue {
  private readonly lines: ReadonlyMap<JobType, BullLine>;
  private readonly held = new Map<string, Job>();
  private readonly running = new Set<Promise<void>>();
  private readonly stop = new AbortController();
  private readonly leaveLink: () => void;

  constructor(private readonly options: BullQueueOptions, private readonly onFailure: JobFailureListener) {
    // Every running job listens.
    setMaxListeners(0, this.stop.signal);
    const { link, prefix, lockMs = 10_000 } = options;
    this.lines = new Map(jobTypes.map((type) => [type, new BullLine(type, { link, prefix, lockMs })]));
    this.leaveLink = link.onUp(() => void this.addHeld());
  }

  start(handlers: JobHandlers): void {
    for (const [type, line] of this.lines) line.start(Math.min(concurrencyOf[type], many), (job) => this.run(job, handlers));
  }

  async add(job: Job): Promise<void> {
    if (this.stop.signal.aborted) return;
    if (!this.options.link.isUp || !(await this.isAdded(job))) this.held.set(nameOf(job), job);
    else if (this.held.size > 0) await this.addHeld();
  }

  async depth(): Promise<QueueDepth | undefined> {
    if (!this.options.link.isUp || this.stop.signal.aborted) return undefined;
    const depths = await Promise.all([...this.lines].map(async ([type, line]) => [type, await line.depth()] as const));
    // A line for each type.
    return Object.fromEntries(depths) as QueueDepth;
  }

  async close(): Promise<void> {
    this.stop.abort();
    this.leaveLink();
    this.held.clear();
    for (const line of this.lines.values()) line.close();
    await Promise.all(this.running);
  }

  /** False where Redis did not say so in time; then it may be in line all the same, and comes twice. */
  private async isAdded(job: Job): Promise<boolean> {
    const line = this.lines.get(job.type);
    if (line === undefined) throw new Error(`no line for jobs of type ${job.type}`);
    let timer: NodeJS.Timeout | undefined;
    const tired = new Promise<boolean>((resolve) => { timer = setTimeout(resolve, longestAddMs, false); });
    try {
      return await Promise.race([line.add(job).then(() => true), tired]);
    } catch (error) {
      // Redis went away, or is full or read-only: that is told where it is watched, and the job is tried again.
      if (this.stop.signal.aborted) return true;
      this.onFailure(job, error);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  private async addHeld(): Promise<void> {
    const jobs = [...this.held.values()];
    this.held.clear();
    for (const job of jobs) await this.add(job);
  }

  private async run<T extends JobType>(job: JobOf<T>, handlers: JobHandlers): Promise<void> {
    if (this.stop.signal.aborted) return;
    const work = this.deliver(job, handlers);
    this.running.add(work);
    await work;
    this.running.delete(work);
  }

  private async deliver<T extends JobType>(job: JobOf<T>, handlers: JobHandlers): Promise<void> {
    try {
      await handlers[job.type as T](job, this.stop.signal);
    } catch (error) {
      if (!this.stop.signal.aborted) this.onFailure(job, error);
    }
  }
}
