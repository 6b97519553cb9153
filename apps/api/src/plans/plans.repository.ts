import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { Plan, type PlanKind, type StoredPlanState } from '../database/entities/plan.entity.js';
import type { CellLine } from '../database/cell-choice.js';
import { readLines, withLine } from '../database/cell-lines.js';
import { lockRow } from '../database/lock-row.js';

/** How many cells of a plan are in each state; `origin` tells reused ones apart. */
export interface CountRow {
  planId: string;
  state: StoredCellState;
  origin: 'drawn' | 'reused' | null;
  count: number;
}

/** What moves a plan on; null empties. */
export interface PlanChange {
  state: StoredPlanState;
  pauseReason?: string | null;
  failureStreak?: number;
  finishedAt?: number | null;
}

/** Plans and counts of their cells. */
@Injectable()
export class PlansRepository {
  constructor(private readonly em: EntityManager) {}

  find(id: string): Promise<Plan | null> {
    return this.em.fork().findOne(Plan, { id });
  }

  /** Of each experiment its newest plan of a kind. */
  newestOf(experimentIds: readonly string[], kind: PlanKind): Promise<Plan[]> {
    const em = this.em.fork();
    const newer = em.getKnex()('plan as n').select(em.getKnex().raw('max(n.id)')).where('n.kind', kind).whereIn('n.experiment_id', [...experimentIds]).groupBy('n.experiment_id');
    return em.createQueryBuilder(Plan, 'p').where({ id: { $in: newer } }).getResultList();
  }

  inState(states: readonly StoredPlanState[]): Promise<Plan[]> {
    return this.em.fork().find(Plan, { state: { $in: [...states] } }, { orderBy: { id: 'asc' } });
  }

  ofExperiment(experimentId: string, states: readonly StoredPlanState[]): Promise<Plan[]> {
    return this.em.fork().find(Plan, { experimentId, state: { $in: [...states] } });
  }

  cancelledAt(atMs: number): Promise<Plan[]> {
    return this.em.fork().find(Plan, { state: 'cancelled', finishedAt: atMs }, { orderBy: { id: 'asc' } });
  }

  /** Of each experiment its newest plan of each kind, where that has failed cells and was not cancelled. */
  newestWithFailures(): Promise<Plan[]> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const newest = knex('plan as n').select(knex.raw('max(n.id)')).groupBy('n.experiment_id', 'n.kind');
    const withFailures = knex('plan as f').select('f.id').whereIn('f.id', newest).whereNot('f.state', 'cancelled').whereExists(knex('cell').select(knex.raw('1')).whereRaw('cell.plan_id = f.id').where('cell.state', 'failed'));
    return em.createQueryBuilder(Plan, 'p').where({ id: { $in: withFailures } }).orderBy({ id: 'asc' }).getResultList();
  }

  async add(plan: Plan): Promise<void> {
    await this.em.fork().insert(Plan, plan);
  }

  /** Moves a plan on; false when it is in none of these states any more. */
  async move(id: string, from: readonly StoredPlanState[], change: PlanChange, em: EntityManager = this.em.fork()): Promise<boolean> {
    return (await em.nativeUpdate(Plan, { id, state: { $in: [...from] } }, change)) > 0;
  }

  async change(id: string, change: Partial<Pick<Plan, 'priority' | 'drawOrder'>>): Promise<void> {
    if (Object.keys(change).length > 0) await this.em.fork().nativeUpdate(Plan, { id }, change);
  }

  /** False where it is done or cancelled already. A plan that was paused keeps that in its reason, empty where a person paused it, so that undoing gives a paused plan back. */
  async cancel(em: EntityManager, id: string, atMs: number): Promise<boolean> {
    const sql = "update plan set state = 'cancelled', finished_at = ?, pause_reason = case when state = 'paused' then coalesce(pause_reason, '') else null end where id = ? and state in ('writing', 'running', 'paused')";
    return (await em.execute<{ affectedRows: number }>(sql, [atMs, id], 'run')).affectedRows > 0;
  }

  /** Drawings begun for cells that changed after a sequence and wait no more, and that other cells still wait for, count as begun for those. */
  async handTakesOver(em: EntityManager, planId: string, after: number): Promise<void> {
    const waiting = "from cell as w where w.take_id = take.id and w.state in ('waiting', 'queued', 'running')";
    await em.execute(
      `update take set cell_id = (select w.id ${waiting} order by w.plan_id, w.cell_index limit 1)
        where state = 'open' and cell_id in (select id from cell where plan_id = ? and sequence > ? and state in ('cancelled', 'skipped')) and exists (select 1 ${waiting})`,
      [planId, after],
      'run',
    );
  }

  /** How many rows of a plan are there: they are put down in order. */
  async writtenCount(planId: string, em: EntityManager = this.em.fork()): Promise<number> {
    const [row]: { last: number | null }[] = await em.execute(em.getKnex()('cell').max('cell_index as last').where({ plan_id: planId }));
    return row?.last === null || row?.last === undefined ? 0 : Number(row.last) + 1;
  }

  async counts(planIds: readonly string[]): Promise<CountRow[]> {
    const em = this.em.fork();
    const query = em.getKnex()('cell').select('plan_id as planId', 'state', 'origin').count('* as count').whereIn('plan_id', [...planIds]).groupBy('plan_id', 'state', 'origin');
    const rows: CountRow[] = await em.execute(query);
    return rows.map((row) => ({ ...row, count: Number(row.count) }));
  }

  /** A plan that has all its rows, and of which nothing is still to come, is done. A running one has them all. */
  async finish(em: EntityManager, planId: string, nowMs: number): Promise<void> {
    // Cells that somebody is just putting back count as open.
    await lockRow(em, 'plan', planId);
    const open = "select 1 from cell where cell.plan_id = plan.id and cell.state in ('waiting', 'queued', 'running')";
    const isWritten = 'cell_count = (select max(cell_index) + 1 from cell where cell.plan_id = plan.id)';
    await em.execute(
      `update plan set state = 'done', finished_at = ?, pause_reason = null where id = ? and (state = 'running' or (state = 'paused' and ${isWritten})) and not exists (${open})`,
      [nowMs, planId],
      'run',
    );
  }

  /** A value that people left out or took in is kept for the rows that are still to be put down; the plan's state, and all that is left out of it, until the transaction ends. */
  async keepLine(em: EntityManager, planId: string, line: CellLine | undefined, isSkipped: boolean): Promise<{ state: StoredPlanState; lines: CellLine[] }> {
    await lockRow(em, 'plan', planId);
    const { state, handSkips } = await em.findOneOrFail(Plan, { id: planId }, { fields: ['state', 'handSkips'], disableIdentityMap: true });
    if (line === undefined) return { state, lines: readLines(handSkips) };
    const kept = withLine(handSkips, line, isSkipped);
    await em.nativeUpdate(Plan, { id: planId }, { handSkips: kept });
    return { state, lines: readLines(kept) };
  }

  async endStreak(em: EntityManager, planId: string): Promise<void> {
    await em.execute('update plan set failure_streak = 0, last_failure = null where id = ? and failure_streak > 0', [planId], 'run');
  }

  /** Leads of finished cells at these places of the plan. */
  async leadsAt(planId: string, indexes: readonly number[]): Promise<{ index: number; leadImage: string }[]> {
    const em = this.em.fork();
    return em.execute(em.getKnex()('cell').select('cell_index as index', 'lead_image as leadImage').where({ plan_id: planId }).whereIn('cell_index', [...indexes]).whereNotNull('lead_image').orderBy('cell_index'));
  }

  /** Leads of any finished cells. */
  async someLeads(planId: string, limit: number): Promise<{ index: number; leadImage: string }[]> {
    const em = this.em.fork();
    return em.execute(em.getKnex()('cell').select('cell_index as index', 'lead_image as leadImage').where({ plan_id: planId, state: 'done' }).whereNotNull('lead_image').limit(limit));
  }
}
