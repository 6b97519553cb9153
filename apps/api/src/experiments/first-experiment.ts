import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { fileURLToPath } from 'node:url';
import { experimentDraft } from '@gridscope/contract';
import { Config } from '../config/config.js';
import { Setting } from '../database/entities/setting.entity.js';
import { readDraftFile } from './draft-file.js';
import { ExperimentsService } from './experiments.service.js';

const file = fileURLToPath(new URL('../../../../examples/first-grid.yaml', import.meta.url));
const offered = { name: 'first-experiment', value: 'offered' };

/** Puts the example into a new data folder, ready to be drawn with one click. Once: who deletes it does not get it again. */
@Injectable()
export class FirstExperiment {
  constructor(
    private readonly config: Config,
    private readonly em: EntityManager,
    private readonly experiments: ExperimentsService,
  ) {}

  async offer(): Promise<void> {
    if (!this.config.isEngineOn) return;
    const em = this.em.fork();
    if ((await em.findOne(Setting, { name: offered.name })) !== null) return;
    const { draft } = await readDraftFile(file);
    await this.experiments.create(experimentDraft.parse(draft));
    await em.persist(em.create(Setting, offered)).flush();
  }
}
