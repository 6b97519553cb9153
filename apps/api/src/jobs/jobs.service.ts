import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { RedisLink } from '../redis/redis-link.js';
import { type Job, type JobHandler, type JobHandlers, type JobType, jobTypes } from './job.js';
import { QueueMaker } from './queue-maker.js';
import type { Queue, QueueDepth } from './queue.js';

/** Says what is to be done, by the database, and may have got lost on its way. */
export type JobFinder = () => Promise<readonly Job[]>;

/** Where features put work in line, and say in `onModuleInit` how theirs is done. It is done in workers alone. */
@Injectable()
export class JobsService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('jobs');
  private readonly handlers: Partial<JobHandlers> = {};
  private readonly finders: JobFinder[] = [];
  private made: Queue | undefined;
  private timer: NodeJS.Timeout | undefined;
  private leaveLink: (() => void) | undefined;

  constructor(
    private readonly config: Config,
    private readonly link: RedisLink,
    @Inject(QueueMaker) private readonly queues: Pick<QueueMaker, 'make'>,
  ) {}

  handle<T extends JobType>(type: T, handler: JobHandler<T>): void {
    if (this.handlers[type] !== undefined) throw new Error(`jobs of type ${type} have two handlers`);
    Object.assign(this.handlers, { [type]: handler });
  }

  add(job: Job): Promise<void> {
    return this.queue.add(job);
  }

  /** How many jobs wait and run, in all processes; undefined while that cannot be asked. */
  depth(): Promise<QueueDepth | undefined> {
    return this.queue.depth();
  }

  /** What `find` gives is put in line by a worker: at its start, when Redis is back, and twice a lease. What waits already is not put there twice. */
  keepInLine(find: JobFinder): void {
    this.finders.push(find);
  }

  /** Every feature has said by now what it does. A kind of job that nobody does is a fault of the program, found at its start. */
  onApplicationBootstrap(): void {
    const handlers = wholeSet(this.handlers);
    if (!this.config.isWorker) return;
    this.queue.start(handlers);
    this.timer = setInterval(() => void this.addFound(), this.config.leaseMs / 2);
    if (this.link.isOn) this.leaveLink = this.link.onUp(() => void this.addFound());
    void this.addFound();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.leaveLink?.();
    await this.made?.close();
  }

  /** Made when it is first needed: by then it is known which installation this is. */
  private get queue(): Queue {
    return (this.made ??= this.queues.make((job, error) => this.logger.error({ message: `job ${job.type} failed: ${String(error)}`, ...job }, error instanceof Error ? error.stack : undefined)));
  }

  private async addFound(): Promise<void> {
    for (const find of this.finders) await this.addFoundBy(find);
  }

  /** What one feature cannot find out keeps no other from its work. */
  private async addFoundBy(find: JobFinder): Promise<void> {
    try {
      for (const job of await find()) await this.add(job);
    } catch (error) {
      this.logger.error(error);
    }
  }
}

/** Throws where a kind of job has no handler. */
export function wholeSet(handlers: Partial<JobHandlers>): JobHandlers {
  const orphan = jobTypes.find((type) => handlers[type] === undefined);
  if (orphan !== undefined) throw new Error(`jobs of type ${orphan} have no handler`);
  // Each type was just looked up.
  return handlers as JobHandlers;
}
