import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import { PlansService } from '../plans/plans.service.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import { RunRecords } from './run-records.js';
import { RunStoppedError } from './run-stopped.error.js';

/** Ends what no cell waits for any more, here and on the servers. */
@Injectable()
export class UnwantedRuns implements OnModuleInit {
  private readonly logger = new Logger('runs');

  constructor(
    private readonly repository: AttemptsRepository,
    private readonly records: RunRecords,
    private readonly active: ActiveRuns,
    private readonly generator: ComfyGenerator,
    private readonly servers: ServersService,
    private readonly plans: PlansService,
  ) {}

  onModuleInit(): void {
    this.plans.onCancelled(async () => {
      for (const attempt of await this.repository.unwanted()) await this.end(attempt);
    });
  }

  async end(attempt: Attempt): Promise<void> {
    await this.records.unwanted({ attempt });
    this.active.stop(attempt.id, new RunStoppedError());
    if (!this.servers.list().some((server) => server.id === attempt.serverId)) return;
    try {
      await this.generator.stop(attempt);
    } catch (error) {
      // A server that cannot be reached draws it to its end; nobody collects it.
      if (!(error instanceof ComfyError)) throw error;
      this.logger.debug(error.message);
    }
  }
}
