import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import { concurrencyOf, type Job, type JobHandlers, type JobOf, type JobType, jobTypes } from './job.js';
import type { JobFailureListener, Queue, QueueDepth } from './queue.js';

/** The queue of one process: a line for each kind of job, in memory. */
export class InProcessQueue implements Queue {
  private readonly lines = new Map(jobTypes.map((type) => [type, new PQueue({ concurrency: concurrencyOf[type], autoStart: false })]));
  private readonly waiting = new Set<string>();
  private readonly stop = new AbortController();
  private handlers: JobHandlers | undefined;

  constructor(private readonly onFailure: JobFailureListener) {
    // Every running job listens.
    setMaxListeners(0, this.stop.signal);
  }

  start(handlers: JobHandlers): void {
    this.handlers = handlers;
    for (const line of this.lines.values()) line.start();
  }

  async add(job: Job): Promise<void> {
    const name = JSON.stringify(job);
    if (this.stop.signal.aborted || this.waiting.has(name)) return;
    this.waiting.add(name);
    // The line's own promise ends with the job; who adds a job does not wait for that. `run` never rejects.
    void this.lineOf(job.type).add(() => this.run(job, name));
  }

  async depth(): Promise<QueueDepth> {
    const depths = [...this.lines].map(([type, line]) => [type, { waiting: line.size, running: line.pending }] as const);
    // A line for each type.
    return Object.fromEntries(depths) as QueueDepth;
  }

  async close(): Promise<void> {
    this.stop.abort();
    for (const line of this.lines.values()) {
      line.clear();
      line.pause();
    }
    this.waiting.clear();
    await Promise.all([...this.lines.values()].map((line) => line.onPendingZero()));
  }

  private async run<T extends JobType>(job: JobOf<T>, name: string): Promise<void> {
    this.waiting.delete(name);
    try {
      await this.handlers?.[job.type as T](job, this.stop.signal);
    } catch (error) {
      if (!this.stop.signal.aborted) this.onFailure(job, error);
    }
  }

  private lineOf(type: JobType): PQueue {
    const line = this.lines.get(type);
    if (line === undefined) throw new Error(`no line for jobs of type ${type}`);
    return line;
  }
}
