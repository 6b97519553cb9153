import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Experiment } from '../database/entities/experiment.entity.js';
import { Revision } from '../database/entities/revision.entity.js';

/** Revisions: put down once, never changed. */
@Injectable()
export class RevisionsRepository {
  constructor(private readonly em: EntityManager) {}

  find(id: string): Promise<Revision | null> {
    return this.em.fork().findOne(Revision, { id });
  }

  newest(experimentId: string): Promise<Revision | null> {
    return this.em.fork().findOne(Revision, { experimentId }, { orderBy: { number: 'desc' } });
  }

  async add(em: EntityManager, row: Revision): Promise<void> {
    await em.insert(Revision, row);
  }

  async addAlone(row: Revision): Promise<Revision> {
    await this.add(this.em.fork(), row);
    return row;
  }

  findExperiment(id: string): Promise<Experiment | null> {
    return this.em.fork().findOne(Experiment, { id });
  }
}
