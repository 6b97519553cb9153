import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { Plan } from '../database/entities/plan.entity.js';

/** A cell that changed, as little of it as scheduling needs. */
export interface ChangedCell {
  id: string;
  index: number;
  takeId: string | null;
  state: StoredCellState;
  /** Above 0: asked for by hand. */
  priority: number;
  sequence: number;
  /** UTC milliseconds; null: it does not rest. */
  notBefore: number | null;
}

type Stored = Omit<ChangedCell, 'sequence' | 'notBefore'> & { sequence: number | string; notBefore: number | string | null };

/** Cells of plans that are not finished. */
@Injectable()
export class WaitingCellsRepository {
  constructor(private readonly em: EntityManager) {}

  findPlan(id: string): Promise<Plan | null> {
    return this.em.fork().findOne(Plan, { id });
  }

  /** Plans that may have something to draw, oldest first. */
  async openPlans(): Promise<{ id: string; sequence: number }[]> {
    const rows: { id: string; sequence: number | string }[] = await this.em.fork().execute("select id, sequence from plan where state in ('writing', 'running', 'paused') order by id");
    return rows.map(({ id, sequence }) => ({ id, sequence: Number(sequence) }));
  }

  /** Plan → how many of its cells wait; plans of which none does are left out. */
  async waitingCounts(planIds: readonly string[]): Promise<Map<string, number>> {
    const em = this.em.fork();
    const rows: { planId: string; count: number | string }[] = await em.execute(em.getKnex()('cell').select('plan_id as planId').count('* as count').where('state', 'waiting').whereIn('plan_id', [...planIds]).groupBy('plan_id'));
    return new Map(rows.map(({ planId, count }) => [planId, Number(count)]));
  }

  /** Which of these cells wait. */
  async waitingAmong(cellIds: readonly string[]): Promise<Set<string>> {
    const rows: { id: string }[] = await this.em.fork().execute(`select id from cell where state = 'waiting' and id in (${cellIds.map(() => '?').join(', ')})`, [...cellIds]);
    return new Set(rows.map((row) => row.id));
  }

  /** Cells that changed after a sequence, in the order of their changes. */
  changed(planId: string, after: number, limit: number): Promise<ChangedCell[]> {
    return this.cells(`plan_id = ? and sequence > ? order by sequence limit ${limit}`, [planId, after]);
  }

  /** Cells of a plan that belong to a take. */
  ofTake(planId: string, takeId: string): Promise<ChangedCell[]> {
    return this.cells('take_id = ? and plan_id = ?', [takeId, planId]);
  }

  private async cells(where: string, values: (string | number)[]): Promise<ChangedCell[]> {
    const rows: Stored[] = await this.em.fork().execute(`select id, cell_index as "index", take_id as "takeId", state, priority, sequence, not_before as "notBefore" from cell where ${where}`, values);
    return rows.map(({ sequence, notBefore, ...row }) => ({ ...row, sequence: Number(sequence), notBefore: notBefore === null ? null : Number(notBefore) }));
  }
}
