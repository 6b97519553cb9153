import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell, type StoredCellState } from '../database/entities/cell.entity.js';
import type { Output } from '../database/entities/output.entity.js';
import { Plan, type StoredPlanState } from '../database/entities/plan.entity.js';
import { Take } from '../database/entities/take.entity.js';

const active = ['queued', 'running'] as const;

/** A cell as a claim needs it. */
export interface ClaimableCell {
  id: string;
  index: number;
  planId: string;
  takeId: string;
  state: StoredCellState;
  priority: number;
  parameters: string;
  planState: StoredPlanState;
  revisionId: string;
  drawnFor: string;
  takeState: Take['state'];
  /** Of the take's newest attempt. */
  lastNumber: number | null;
  /** Cells that show the take or wait for it. */
  cellCount: number;
}

/** What ends an attempt. */
export type AttemptEnd = Partial<Pick<Attempt, 'error' | 'finishedAt' | 'waitMs' | 'loadMs' | 'drawMs' | 'verification' | 'facts' | 'executedWorkflow'>> & { state: 'done' | 'failed' | 'lost' };

/** Attempts and the claims on them. What runs for every cell is SQL by hand: building it costs more than running it. */
@Injectable()
export class AttemptsRepository {
  constructor(private readonly em: EntityManager) {}

  find(id: string): Promise<Attempt | null> {
    return this.em.fork().findOne(Attempt, { id });
  }

  /** A cell with its plan and take, in one question; undefined where it has none. */
  async claimable(em: EntityManager, cellId: string): Promise<ClaimableCell | undefined> {
    const [row]: ClaimableCell[] = await em.execute(
      `select c.id, c.cell_index as "index", c.plan_id as "planId", c.take_id as "takeId", c.state, c.priority, c.parameters, p.state as "planState", p.revision_id as "revisionId", t.cell_id as "drawnFor", t.state as "takeState",
        (select max(a.number) from attempt as a where a.take_id = c.take_id) as "lastNumber", (select count(*) from cell as s where s.take_id = c.take_id) as "cellCount"
        from cell as c join plan as p on p.id = c.plan_id join take as t on t.id = c.take_id where c.id = ?`,
      [cellId],
    );
    return row;
  }

  findPlan(id: string, em: EntityManager = this.em.fork()): Promise<Plan | null> {
    return em.findOne(Plan, { id });
  }

  findTake(id: string, em: EntityManager = this.em.fork()): Promise<Take | null> {
    return em.findOne(Take, { id });
  }

  /** Cells that wait for a take, in plan order. */
  cellsOf(takeId: string, em: EntityManager = this.em.fork()): Promise<Cell[]> {
    return em.find(Cell, { takeId, state: { $in: [...active, 'waiting'] } }, { orderBy: { planId: 'asc', index: 'asc' } });
  }

  async add(em: EntityManager, attempt: Attempt): Promise<void> {
    const { id, takeId, cellId, number, serverId, serverName, promptId, state, workerId, leaseUntil, claimedAt } = attempt;
    await em.execute(
      'insert into attempt (id, take_id, cell_id, number, server_id, server_name, prompt_id, state, worker_id, lease_until, claimed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      [id, takeId, cellId, number, serverId, serverName, promptId, state, workerId, leaseUntil, claimedAt],
      'run',
    );
  }

  /** How many of a take's ended attempts were lost since one ended otherwise. */
  async lostInARow(em: EntityManager, takeId: string): Promise<number> {
    const attempts = await em.find(Attempt, { takeId, state: { $nin: [...active] } }, { orderBy: { number: 'desc' }, fields: ['state'], limit: 50 });
    const other = attempts.findIndex((attempt) => attempt.state !== 'lost');
    return other === -1 ? attempts.length : other;
  }

  /** False when the claim is no longer this worker's. */
  async begin(em: EntityManager, id: string, workerId: string, startedAt: number): Promise<boolean> {
    return changed(em, "update attempt set state = 'running', started_at = ? where id = ? and state = 'queued' and worker_id = ?", [startedAt, id, workerId]);
  }

  /** Ends an attempt that is still this worker's; false when it is not. */
  async end(em: EntityManager, id: string, workerId: string, end: AttemptEnd): Promise<boolean> {
    const { state, finishedAt = null, error = null, waitMs = null, loadMs = null, drawMs = null, verification = null, facts = null, executedWorkflow = null } = end;
    return changed(
      em,
      "update attempt set state = ?, finished_at = ?, error = ?, wait_ms = ?, load_ms = ?, draw_ms = ?, verification = ?, facts = ?, executed_workflow = ? where id = ? and state in ('queued', 'running') and worker_id = ?",
      [state, finishedAt, error, waitMs, loadMs, drawMs, verification, facts, executedWorkflow, id, workerId],
    );
  }

  async endTake(em: EntityManager, id: string, state: 'done' | 'failed'): Promise<void> {
    await changed(em, "update take set state = ? where id = ? and state = 'open'", [state, id]);
  }

  async reopenTake(em: EntityManager, id: string): Promise<void> {
    await changed(em, "update take set state = 'open' where id = ? and state = 'failed'", [id]);
  }

  async addOutputs(em: EntityManager, outputs: readonly Output[]): Promise<void> {
    for (const output of outputs) {
      const { id, takeId, attemptId, position, nodeId, key, batchIndex, kind, fileHash = null, fileName = null, sizeBytes = null, text = null, isTemporary } = output;
      await changed(
        em,
        `insert into output (id, take_id, attempt_id, position, node_id, output_key, batch_index, kind, file_hash, file_name, size_bytes, text, is_temporary) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${isTemporary})`,
        [id, takeId, attemptId, position, nodeId, key, batchIndex, kind, fileHash, fileName, sizeBytes, text],
      );
    }
  }

  /** Cells that show a drawing which was begun for another cell. */
  async markReused(em: EntityManager, takeId: string, drawnFor: string): Promise<void> {
    await em.nativeUpdate(Cell, { takeId, state: 'done', id: { $ne: drawnFor } }, { origin: 'reused' });
  }

  /** Renews every claim of a worker. */
  async renew(workerId: string, leaseUntil: number): Promise<void> {
    await this.em.fork().nativeUpdate(Attempt, { workerId, state: { $in: [...active] } }, { leaseUntil });
  }

  /** Attempts whose worker may be gone: this worker's of an earlier life, and others' whose lease is over. */
  stale(workerId: string, nowMs: number): Promise<Attempt[]> {
    return this.em.fork().find(Attempt, { state: { $in: [...active] }, $or: [{ workerId }, { leaseUntil: { $lt: nowMs } }] });
  }

  /** Takes an attempt over from a worker that is gone; false when somebody else was faster. */
  async adopt(attempt: Pick<Attempt, 'id' | 'workerId' | 'leaseUntil'>, workerId: string, leaseUntil: number): Promise<boolean> {
    const { id, workerId: from, leaseUntil: until } = attempt;
    return (await this.em.fork().nativeUpdate(Attempt, { id, workerId: from, leaseUntil: until, state: { $in: [...active] } }, { workerId, leaseUntil })) > 0;
  }

  /** Attempts under way of takes that no cell waits for any more. */
  async unwanted(): Promise<Attempt[]> {
    const em = this.em.fork();
    const knex = em.getKnex();
    const wanted = knex('cell').select(knex.raw('1')).whereRaw('cell.take_id = attempt.take_id').whereIn('cell.state', ['waiting', ...active]);
    const rows: { id: string }[] = await em.execute(knex('attempt').select('id').whereIn('state', [...active]).whereNotExists(wanted));
    return em.find(Attempt, { id: { $in: rows.map((row) => row.id) } });
  }
}

/** Whether a statement changed anything. */
async function changed(em: EntityManager, sql: string, values: (string | number | null)[]): Promise<boolean> {
  return (await em.execute<{ affectedRows: number }>(sql, values, 'run')).affectedRows > 0;
}
