import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { PlanNews } from './plan-news.js';

/** What a cell becomes. What is left out stays; null empties. */
export interface CellChange {
  state?: StoredCellState;
  reason?: string | null;
  origin?: 'drawn' | 'reused' | null;
  leadImage?: string | null;
  takeId?: string;
  priority?: number;
  isStarred?: boolean;
}

/** Which cells change: exactly one of the three says where, `from` which states. */
export interface CellChoice {
  id?: string;
  takeId?: string;
  planId?: string;
  from?: readonly StoredCellState[];
}

/** Plans in which cells changed, with the sequence before the first change. */
export type ChangedPlans = Map<string, { count: number; before: number }>;

/**
 * The one way in which cells change once they are written: each change counts the plan's sequence up by one, in the same
 * transaction, and is told to the world after the commit.
 */
@Injectable()
export class CellChanges {
  constructor(private readonly news: PlanNews) {}

  /** Changes the chosen cells. Empty: there were none, somebody else was faster. */
  async apply(em: EntityManager, choice: CellChoice, change: CellChange): Promise<ChangedPlans> {
    const knex = em.getKnex();
    const chosen = knex('cell').where(column(choice));
    if (choice.from !== undefined) chosen.whereIn('state', [...choice.from]);
    const counts: { plan_id: string; count: number }[] = await em.execute(chosen.clone().select('plan_id').count('* as count').groupBy('plan_id').orderBy('plan_id'));
    const changed: ChangedPlans = new Map();
    for (const { plan_id: planId, count } of counts) changed.set(planId, { count: Number(count), before: await this.count(em, planId, Number(count)) });
    for (const [planId, { before }] of changed) {
      const ranked = chosen.clone().where('plan_id', planId).select('id', knex.raw('row_number() over (order by cell_index) as place')).as('ranked');
      const set = Object.entries(columns(change));
      // Knex builds no UPDATE … FROM; SQLite (3.33) and PostgreSQL both know it.
      const assignments = [...set.map(([name]) => `${name} = ?`), 'sequence = ? + ranked.place'].join(', ');
      const update = knex.raw(`update cell set ${assignments} from ? where cell.id = ranked.id`, [...set.map(([, value]) => value), before, ranked]);
      const { affectedRows } = await em.execute<{ affectedRows: number }>(update, [], 'run');
      // On a database with several writers somebody may have been faster since the count.
      if (affectedRows === 0) changed.delete(planId);
    }
    return changed;
  }

  /** To be called after the commit. */
  tell(changed: ChangedPlans): void {
    for (const [planId, { before }] of changed) this.news.cellsChanged(planId, before);
  }

  /** Counts the plan's sequence up; the value before. */
  private async count(em: EntityManager, planId: string, by: number): Promise<number> {
    const knex = em.getKnex();
    await em.execute(knex('plan').where({ id: planId }).increment('sequence', by), [], 'run');
    const [plan]: { sequence: number }[] = await em.execute(knex('plan').select('sequence').where({ id: planId }));
    return Number(plan?.sequence ?? by) - by;
  }
}

function column({ id, takeId, planId }: CellChoice): Record<string, string> {
  if (id !== undefined) return { id };
  if (takeId !== undefined) return { take_id: takeId };
  if (planId !== undefined) return { plan_id: planId };
  throw new TypeError('a change of cells must say which');
}

function columns(change: CellChange): Record<string, string | number | boolean | null> {
  const { state, reason, origin, leadImage, takeId, priority, isStarred } = change;
  const all = { state, reason, origin, lead_image: leadImage, take_id: takeId, priority, is_starred: isStarred };
  // Left out is left as it is.
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | number | boolean | null] => entry[1] !== undefined));
}
