import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { InProcessQueue } from './in-process-queue.js';
import { type Job, type JobHandler, type JobHandlers, type JobType, jobTypes } from './job.js';
import type { Queue } from './queue.js';

/** Where features put work in line, and say in `onModuleInit` how theirs is done. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('jobs');
  private readonly handlers: Partial<JobHandlers> = {};
  private readonly queue: Queue = new InProcessQueue((job, error) => this.logger.error({ job, error }, `job ${job.type} failed: ${String(error)}`));

  handle<T extends JobType>(type: T, handler: JobHandler<T>): void {
    if (this.handlers[type] !== undefined) throw new Error(`jobs of type ${type} have two handlers`);
    Object.assign(this.handlers, { [type]: handler });
  }

  add(job: Job): Promise<void> {
    return this.queue.add(job);
  }

  /** Every feature has said by now what it does. A kind of job that nobody does is a fault of the program, found at its start. */
  onApplicationBootstrap(): void {
    this.queue.start(wholeSet(this.handlers));
  }

  async onModuleDestroy(): Promise<void> {
    await this.queue.close();
  }
}

/** Throws where a kind of job has no handler. */
export function wholeSet(handlers: Partial<JobHandlers>): JobHandlers {
  const orphan = jobTypes.find((type) => handlers[type] === undefined);
  if (orphan !== undefined) throw new Error(`jobs of type ${orphan} have no handler`);
  // Each type was just looked up.
  return handlers as JobHandlers;
}
