import { Injectable, Logger } from '@nestjs/common';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/knex';
import { fileURLToPath } from 'node:url';
import { experimentDraft } from '@gridscope/contract';
import { Config } from '../config/config.js';
import { Setting } from '../database/entities/setting.entity.js';
import { ServersService } from '../servers/servers.service.js';
import { readDraftFile } from './draft-file.js';
import { ExperimentsService } from './experiments.service.js';

const file = fileURLToPath(new URL('../../../../examples/first-grid.yaml', import.meta.url));
const offered = { name: 'first-experiment', value: 'offered' };

/** Puts the example into a new data folder, ready to be drawn with one click. Once: who deletes it does not get it again. */
@Injectable()
export class FirstExperiment {
  private readonly logger = new Logger('experiments');

  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
    private readonly experiments: ExperimentsService,
    private readonly servers: ServersService,
  ) {}

  /** Now, or as soon as the built-in engine, which may run in another process, is there. */
  async offer(): Promise<void> {
    if (!this.config.isEngineOn || (await this.em.fork().findOne(Setting, { name: offered.name })) !== null) return;
    if (this.isEngineReady()) return this.create();
    const stop = this.servers.onReady(() => {
      if (!this.isEngineReady()) return;
      stop();
      this.offer().catch((error: unknown) => this.logger.error(error));
    });
  }

  private isEngineReady(): boolean {
    return this.servers.eligible('engine').some((server) => server.state === 'ready');
  }

  /** Of several processes that would, the one that says so first. */
  private async create(): Promise<void> {
    const em = this.em.fork();
    try {
      await em.insert(Setting, offered);
    } catch (error) {
      if (error instanceof UniqueConstraintViolationException) return;
      throw error;
    }
    try {
      const { draft } = await readDraftFile(file);
      await this.experiments.create(experimentDraft.parse(draft));
    } catch (error) {
      await em.nativeDelete(Setting, { name: offered.name });
      throw error;
    }
  }
}
