import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ServersService } from '../servers/servers.service.js';
import { RunLostError } from './abort-reason.js';
import { ActiveRuns } from './active-runs.js';
import { Repeater } from './repeater.js';

const lookEveryMs = 1_000;

/** Takes cells back from servers that accept work and run none; it is no fault of the cells. */
@Injectable()
export class StuckRuns implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly looks = new Repeater(() => this.look());

  constructor(
    private readonly config: Config,
    private readonly servers: ServersService,
    private readonly active: ActiveRuns,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.isWorker) this.looks.start(lookEveryMs);
  }

  onModuleDestroy(): void {
    this.looks.stop();
  }

  private look(): Promise<void> {
    for (const server of this.servers.list().filter(({ state }) => state === 'stuck')) {
      const reason = `${server.name} took the prompt and ran nothing for ${this.config.stuckMs / 1_000} s; it is drawn elsewhere, or when that server was restarted.`;
      for (const id of this.active.held(server.id)) this.active.stop(id, new RunLostError('stuck', reason));
    }
    return Promise.resolve();
  }
}
