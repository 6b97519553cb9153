import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ImageSweep } from '../images/image-sweep.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ExperimentsRepository } from './experiments.repository.js';

const everyMs = 3_600_000;
const chunk = 500;

/** Removes what deleted experiments and crashes left behind: at the start, then hourly, never in a request. */
@Injectable()
export class Sweep implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: Config,
    private readonly repository: ExperimentsRepository,
    private readonly images: ImageSweep,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('sweep', (_, signal) => this.run(signal));
  }

  onApplicationBootstrap(): void {
    if (!this.config.isWorker) return;
    void this.jobs.add({ type: 'sweep' });
    this.timer = setInterval(() => void this.jobs.add({ type: 'sweep' }), everyMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.repository.deleteOrphanTakes(chunk)) > 0);
    if (!signal.aborted) await this.images.run(Date.now(), signal);
  }
}
