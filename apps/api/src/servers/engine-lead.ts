import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import { engineName } from '../config/names.js';
import { localOwner, newId } from '../database/ids.js';
import { EngineHost } from './hosts/engine-host.js';
import { ServersRepository } from './servers.repository.js';

/** Runs the built-in engine where this process is the one to do it, and writes down where it answers: the others read it there. */
@Injectable()
export class EngineLead implements OnApplicationShutdown {
  private readonly logger = new Logger('servers');
  private host: EngineHost | undefined;

  constructor(
    private readonly config: Config,
    private readonly repository: ServersRepository,
    private readonly bus: Bus,
  ) {}

  async begin(): Promise<void> {
    if (this.config.isEngineOn && this.config.isWorker) await this.lead();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.host?.stop();
  }

  private async lead(): Promise<void> {
    this.host = new EngineHost(this.config.dataFolder, {
      moved: (url) => void this.keep(url),
      died: (error) => this.logger.error(error ?? 'the built-in engine stopped by itself'),
    });
    await this.keep(await this.host.start());
  }

  private async keep(url: string): Promise<void> {
    const stored = (await this.repository.all()).find((record) => record.kind === 'engine');
    if (stored === undefined) await this.repository.add({ id: newId(), ownerId: localOwner, name: engineName, kind: 'engine', url, seats: 2, isDraining: false, createdAt: Date.now() });
    else await this.repository.change(stored.id, { url });
    this.bus.publish({ type: 'servers-changed' });
  }
}
