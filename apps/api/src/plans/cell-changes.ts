import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { type CellChoice, type Condition, conditionOf } from './cell-choice.js';
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
  /** A waiting cell rests until then, UTC milliseconds. */
  notBefore?: number | null;
}

/** Plans in which cells changed, with the plan's sequence before the first change. */
export type ChangedPlans = Map<string, number>;

/**
 * The one way in which cells change once they are written: each change counts the plan's sequence up by one, in the same
 * transaction, and is told to the world after the commit.
 */
@Injectable()
export class CellChanges {
  constructor(private readonly news: PlanNews) {}

  /** Changes the chosen cells. Empty: there were none, somebody else was faster. */
  async apply(em: EntityManager, choice: CellChoice, change: CellChange): Promise<ChangedPlans> {
    const chosen = conditionOf(choice);
    const counts: { plan_id: string; count: number }[] = await em.execute(`select plan_id, count(*) as count from cell where ${chosen.sql} group by plan_id order by plan_id`, chosen.values);
    const changed: ChangedPlans = new Map();
    for (const { plan_id: planId, count } of counts) {
      const before = await this.count(em, planId, Number(count));
      const written = await write(em, { planId, before, isOne: Number(count) === 1 }, chosen, change);
      // On a database with several writers somebody may have been faster since the count.
      if (written > Number(count)) await this.count(em, planId, written - Number(count));
      if (written > 0) changed.set(planId, before);
    }
    return changed;
  }

  /** To be called after the commit. */
  tell(changed: ChangedPlans): void {
    for (const [planId, before] of changed) this.news.cellsChanged(planId, before);
  }

  /** Counts the plan's sequence up; the value before. */
  private async count(em: EntityManager, planId: string, by: number): Promise<number> {
    const [plan]: { sequence: number }[] = await em.execute('update plan set sequence = sequence + ? where id = ? returning sequence', [by, planId]);
    return Number(plan?.sequence ?? by) - by;
  }
}

/** SQL by hand: it runs several times for each cell drawn, and building it costs more than running it. UPDATE … FROM is known to SQLite (3.33) and PostgreSQL. */
async function write(em: EntityManager, { planId, before, isOne }: { planId: string; before: number; isOne: boolean }, chosen: Condition, change: CellChange): Promise<number> {
  const set = Object.entries(columns(change));
  const names = set.map(([name]) => `${name} = ?`);
  const values = set.map(([, value]) => value);
  const mine = `${chosen.sql} and plan_id = ?`;
  const sql = isOne
    ? `update cell set ${[...names, 'sequence = ?'].join(', ')} where ${mine}`
    : `update cell set ${[...names, 'sequence = ? + ranked.place'].join(', ')} from (select id as cell_id, row_number() over (order by cell_index) as place from cell where ${mine}) as ranked where cell.id = ranked.cell_id`;
  const { affectedRows } = await em.execute<{ affectedRows: number }>(sql, [...values, isOne ? before + 1 : before, ...chosen.values, planId], 'run');
  return affectedRows;
}

function columns(change: CellChange): Record<string, string | number | boolean | null> {
  const { state, reason, origin, leadImage, takeId, priority, isStarred, notBefore } = change;
  const all = { state, reason, origin, lead_image: leadImage, take_id: takeId, priority, is_starred: isStarred, not_before: notBefore };
  // Left out is left as it is.
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | number | boolean | null] => entry[1] !== undefined));
}
