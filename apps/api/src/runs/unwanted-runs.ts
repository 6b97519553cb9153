import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { RunStoppedError } from './abort-reason.js';
import { ActiveRuns } from './active-runs.js';
import { LeasesRepository } from './leases.repository.js';
import { PromptCare } from './prompt-care.js';
import { Repeater } from './repeater.js';
import { RunRecords } from './run-records.js';

/** What it hears of may have got lost on its way. */
const lookEveryMs = 5_000;

/** Ends what no cell waits for any more, here and on the servers: each worker its own, when it hears of it, and every few seconds. */
@Injectable()
export class UnwantedRuns implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly looks = new Repeater(() => this.look());

  constructor(
    private readonly config: Config,
    private readonly bus: Bus,
    private readonly leases: LeasesRepository,
    private readonly records: RunRecords,
    private readonly active: ActiveRuns,
    private readonly care: PromptCare,
  ) {}

  onModuleInit(): void {
    if (this.config.isWorker) this.bus.on('runs-unwanted', () => this.looks.again());
  }

  onApplicationBootstrap(): void {
    if (this.config.isWorker) this.looks.start(Math.min(this.config.leaseMs / 3, lookEveryMs));
  }

  onModuleDestroy(): void {
    this.looks.stop();
  }

  async end(attempt: Attempt): Promise<void> {
    if (!(await this.records.unwanted(attempt))) return;
    this.active.stop(attempt.id, new RunStoppedError());
    this.care.drop(attempt);
  }

  private async look(): Promise<void> {
    for (const attempt of await this.leases.unwanted()) await this.end(attempt);
  }
}
