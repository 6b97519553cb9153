import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import { workerId } from './worker-id.js';

/** Keeps this worker's claims alive, and looks for those whose worker is gone: at the start, when a server comes back, and twice a lease. */
@Injectable()
export class ClaimKeeper implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly config: Config,
    private readonly repository: AttemptsRepository,
    private readonly active: ActiveRuns,
    private readonly servers: ServersService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.servers.onReady(() => this.safely(this.reap()));
  }

  onApplicationBootstrap(): void {
    this.safely(this.reap());
    this.timers = [
      setInterval(() => this.safely(this.repository.renew(workerId, Date.now() + this.config.leaseMs)), this.config.leaseMs / 3),
      setInterval(() => this.safely(this.reap()), this.config.leaseMs / 2),
    ];
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private async reap(): Promise<void> {
    for (const attempt of await this.repository.stale(workerId, Date.now())) {
      if (!this.active.has(attempt.id)) await this.jobs.add({ type: 'recover-attempt', attemptId: attempt.id });
    }
  }

  private safely(work: Promise<void>): void {
    work.catch((error: unknown) => this.logger.error(error));
  }
}
