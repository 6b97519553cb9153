import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ServersService } from '../servers/servers.service.js';
import { Orphans } from './orphans.js';
import { Repeater } from './repeater.js';

/** Looks for attempts that nobody works on: at the start, when a server comes back, and twice a lease. */
@Injectable()
export class Reaper implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly rounds = new Repeater(() => this.reap());

  constructor(
    private readonly config: Config,
    private readonly orphans: Orphans,
    private readonly servers: ServersService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    if (this.config.isWorker) this.servers.onReady(() => this.rounds.now());
  }

  onApplicationBootstrap(): void {
    if (!this.config.isWorker) return;
    this.rounds.now();
    this.rounds.start(this.config.leaseMs / 2);
  }

  onModuleDestroy(): void {
    this.rounds.stop();
  }

  private async reap(): Promise<void> {
    for (const { id } of await this.orphans.all()) await this.jobs.add({ type: 'recover-attempt', attemptId: id });
  }
}
