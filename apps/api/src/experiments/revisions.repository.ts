import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Experiment } from '../database/entities/experiment.entity.js';
import { Revision } from '../database/entities/revision.entity.js';
import { lockRow } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';

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

  /** Puts it down as the next one of its experiment. */
  async addNext(em: EntityManager, row: Omit<Revision, 'number'>): Promise<Revision> {
    await lockRow(em, 'experiment', row.experimentId);
    const [last]: { number: number | null }[] = await em.execute('select max(number) as number from revision where experiment_id = ?', [row.experimentId]);
    const revision = { ...row, number: (last?.number ?? 0) + 1 };
    await em.insert(Revision, revision);
    return revision;
  }

  addNextAlone(row: Omit<Revision, 'number'>): Promise<Revision> {
    return transactional(this.em, (em) => this.addNext(em, row));
  }

  findExperiment(id: string): Promise<Experiment | null> {
    return this.em.fork().findOne(Experiment, { id });
  }
}
