import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { hasSeveralWriters, lockRow } from '../database/lock-row.js';
import { type CellChoice, type Condition, conditionOf } from '../database/cell-choice.js';
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

  /**
   * Changes the chosen cells. Empty: there were none, somebody else was faster. Whoever changes the cells of a take has the take, then
   * its plans by rising id: until the commit nobody else changes them, so sequences become visible in their order.
   */
  async apply(em: EntityManager, choice: CellChoice, change: CellChange): Promise<ChangedPlans> {
    const chosen = conditionOf(choice);
    if (choice.takeId !== undefined) await lockRow(em, 'take', choice.takeId);
    if (hasSeveralWriters(em)) await em.execute(`select id from plan where id in (select plan_id from cell where ${chosen.sql}) order by id for no key update`, chosen.values);
    const changed: ChangedPlans = new Map();
    for (const { id, sequence } of await countUp(em, chosen)) changed.set(id, sequence - (await write(em, { id, sequence }, chosen, change)));
    return changed;
  }

  /** To be called after the commit. */
  tell(changed: ChangedPlans): void {
    for (const [planId, before] of changed) this.news.cellsChanged(planId, before);
  }
}

interface CountedPlan {
  id: string;
  /** After the change, which is the last changed cell's. */
  sequence: number;
}

// SQL by hand: it runs several times for each cell drawn, and building it costs more than running it.

/** Counts the sequence of every plan up that has chosen cells, by how many. */
async function countUp(em: EntityManager, { sql, values }: Condition): Promise<CountedPlan[]> {
  return em.execute(
    `update plan set sequence = sequence + (select count(*) from cell where ${sql} and cell.plan_id = plan.id) where id in (select plan_id from cell where ${sql}) returning id, sequence`,
    [...values, ...values],
  );
}

/** Numbers the chosen cells of a plan in its order, up to its sequence; how many there are. UPDATE … FROM is known to SQLite (3.33) and PostgreSQL. */
async function write(em: EntityManager, plan: CountedPlan, { sql, values }: Condition, change: CellChange): Promise<number> {
  const set = Object.entries(columns(change));
  const names = set.map(([name]) => `${name} = ?`);
  const ranked = `select id as cell_id, row_number() over (order by cell_index desc) - 1 as behind from cell where ${sql} and plan_id = ?`;
  const { affectedRows } = await em.execute<{ affectedRows: number }>(
    `update cell set ${[...names, 'sequence = ? - ranked.behind'].join(', ')} from (${ranked}) as ranked where cell.id = ranked.cell_id`,
    [...set.map(([, value]) => value), plan.sequence, ...values, plan.id],
    'run',
  );
  return affectedRows;
}

function columns(change: CellChange): Record<string, string | number | boolean | null> {
  const { state, reason, origin, leadImage, takeId, priority, isStarred, notBefore } = change;
  const all = { state, reason, origin, lead_image: leadImage, take_id: takeId, priority, is_starred: isStarred, not_before: notBefore };
  // Left out is left as it is.
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string | number | boolean | null] => entry[1] !== undefined));
}
