import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Plan } from '../database/entities/plan.entity.js';

/** A waiting cell, as little of it as scheduling needs. */
export interface WaitingCell {
  id: string;
  index: number;
  takeId: string;
  priority: number;
  sequence: number;
}

/** What waits in running plans. */
@Injectable()
export class WaitingCellsRepository {
  constructor(private readonly em: EntityManager) {}

  findPlan(id: string): Promise<Plan | null> {
    return this.em.fork().findOne(Plan, { id });
  }

  /** Plans that may have something to draw, oldest first. */
  async openPlans(): Promise<string[]> {
    const plans = await this.em.fork().find(Plan, { state: { $in: ['writing', 'running', 'paused'] } }, { fields: ['id'], orderBy: { id: 'asc' } });
    return plans.map((plan) => plan.id);
  }

  /** Cells that wait and changed after a sequence, in plan order. */
  async waiting(planId: string, after: number): Promise<WaitingCell[]> {
    const em = this.em.fork();
    const query = em.getKnex()('cell').select('id', 'cell_index as index', 'take_id as takeId', 'priority', 'sequence').where({ plan_id: planId, state: 'waiting' }).where('sequence', '>', after).orderBy('cell_index');
    const rows: WaitingCell[] = await em.execute(query);
    return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
  }
}
