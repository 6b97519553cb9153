import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Cell, type StoredCellState } from '../database/entities/cell.entity.js';
import { Plan, type StoredPlanState } from '../database/entities/plan.entity.js';
import { Take } from '../database/entities/take.entity.js';
import { Processes } from '../database/processes.js';

const active = ['queued', 'running'] as const;

/** A cell and a server as a claim needs them. Numbers that were counted come as text from some databases. */
export interface ClaimableCell {
  id: string;
  index: number;
  planId: string;
  takeId: string;
  state: StoredCellState;
  priority: number;
  /** It rests until then, UTC milliseconds. */
  notBefore: number | string | null;
  parameters: string;
  planState: StoredPlanState;
  revisionId: string;
  /** Of the request that started the plan. */
  requestId: string | null;
  drawnFor: string;
  takeState: Take['state'];
  /** Of the take's newest attempt. */
  lastNumber: number | null;
  /** How far the attempt is that draws its take; null where none does. */
  underWay: 'queued' | 'running' | null;
  /** Cells that show the take or wait for it. */
  cellCount: number | string;
  seats: number;
  seatsHeld: number | string;
  isDraining: boolean | number;
  /** Set where everything is paused. */
  pauseOfAll: string | null;
}

/** What ends an attempt. */
export type AttemptEnd = Partial<Pick<Attempt, 'error' | 'failure' | 'finishedAt' | 'waitMs' | 'loadMs' | 'drawMs' | 'verification' | 'facts' | 'executedWorkflow' | 'stepCount' | 'modelKey'>> & {
  state: 'done' | 'failed' | 'lost';
  /** The server may have its prompt still: its seat is given back when it has not. Default false. */
  keepsSeat?: boolean;
};

/** Attempts of this worker, from claim to end. What runs for every cell is SQL by hand: building it costs more than running it. */
@Injectable()
export class AttemptsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly processes: Processes,
  ) {}

  find(id: string): Promise<Attempt | null> {
    return this.em.fork().findOne(Attempt, { id });
  }

  /** A cell with its plan and take, and the server that is to draw it, in one question; undefined where one of them is not there. */
  async claimable(em: EntityManager, cellId: string, serverId: string): Promise<ClaimableCell | undefined> {
    const [row]: ClaimableCell[] = await em.execute(
      `select c.id, c.cell_index as "index", c.plan_id as "planId", c.take_id as "takeId", c.state, c.priority, c.not_before as "notBefore", c.parameters, p.state as "planState", p.revision_id as "revisionId", p.request_id as "requestId", t.cell_id as "drawnFor", t.state as "takeState",
        (select max(a.number) from attempt as a where a.take_id = c.take_id) as "lastNumber", (select max(u.state) from attempt as u where u.take_id = c.take_id and u.state in ('queued', 'running')) as "underWay",
        (select count(*) from cell as w where w.take_id = c.take_id) as "cellCount",
        s.seats, s.is_draining as "isDraining", (select count(*) from attempt as h where h.server_id = s.id and h.holds_seat) as "seatsHeld", (select e.value from setting as e where e.name = 'execution-paused') as "pauseOfAll"
        from cell as c join plan as p on p.id = c.plan_id join take as t on t.id = c.take_id join server as s on s.id = ? where c.id = ?`,
      [serverId, cellId],
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

  /** Enters a claim of this worker's, with a seat of its server. */
  async add(em: EntityManager, attempt: Omit<Attempt, 'holdsSeat'>): Promise<void> {
    const { id, takeId, cellId, number, serverId, serverName, promptId, state, leaseUntil, claimedAt } = attempt;
    await em.execute(
      'insert into attempt (id, take_id, cell_id, number, server_id, server_name, prompt_id, state, worker_id, lease_until, claimed_at, holds_seat) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true)',
      [id, takeId, cellId, number, serverId, serverName, promptId, state, this.processes.workerId, leaseUntil, claimedAt],
      'run',
    );
  }

  /** False when the claim is no longer this worker's. */
  async begin(em: EntityManager, id: string, startedAt: number): Promise<boolean> {
    return changed(em, "update attempt set state = 'running', started_at = ? where id = ? and state = 'queued' and worker_id = ?", [startedAt, id, this.processes.workerId]);
  }

  /** Ends an attempt that is still this worker's; false when it is not. */
  async end(em: EntityManager, id: string, end: AttemptEnd): Promise<boolean> {
    const { state, finishedAt = null, error = null, failure = null, waitMs = null, loadMs = null, drawMs = null, verification = null, facts = null, executedWorkflow = null, stepCount = null, modelKey = null } = end;
    const seat = end.keepsSeat === true ? '' : ', holds_seat = false';
    return changed(
      em,
      `update attempt set state = ?, finished_at = ?, error = ?, failure = ?, wait_ms = ?, load_ms = ?, draw_ms = ?, verification = ?, facts = ?, executed_workflow = ?, step_count = ?, model_key = ?${seat} where id = ? and state in ('queued', 'running') and worker_id = ?`,
      [state, finishedAt, error, failure, waitMs, loadMs, drawMs, verification, facts, executedWorkflow, stepCount, modelKey, id, this.processes.workerId],
    );
  }

  async endTake(em: EntityManager, id: string, state: 'done' | 'failed'): Promise<void> {
    await changed(em, "update take set state = ? where id = ? and state = 'open'", [state, id]);
  }

  async reopenTake(em: EntityManager, id: string): Promise<void> {
    await changed(em, "update take set state = 'open' where id = ? and state = 'failed'", [id]);
  }
}

/** Whether a statement changed anything. */
async function changed(em: EntityManager, sql: string, values: (string | number | null)[]): Promise<boolean> {
  return (await em.execute<{ affectedRows: number }>(sql, values, 'run')).affectedRows > 0;
}
