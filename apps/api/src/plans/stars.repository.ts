import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { Plan } from '../database/entities/plan.entity.js';

/** Stars outlast a plan: the next plan of the same revision has them again. */
@Injectable()
export class StarsRepository {
  constructor(private readonly em: EntityManager) {}

  /** Places from `from` to before `to` that are starred in the revision's plan before this one. */
  async indexes(plan: Pick<Plan, 'id' | 'revisionId' | 'kind'>, from: number, to: number): Promise<Set<number>> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const before = knex('plan').max('id').where({ revision_id: plan.revisionId, kind: plan.kind }).where('id', '<', plan.id);
    const rows: { index: number }[] = await em.execute(knex('cell').select('cell_index as index').where('plan_id', before).where('is_starred', true).where('cell_index', '>=', from).where('cell_index', '<', to));
    return new Set(rows.map((row) => row.index));
  }
}
