import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { AttemptFailure } from '../database/entities/attempt.entity.js';

/** An attempt under way, with the cell it draws; the cell's part is absent where the experiment was deleted meanwhile. */
export interface ActiveRow {
  serverId: string;
  takeId: string;
  promptId: string;
  state: 'queued' | 'running';
  holdsSeat: boolean;
  claimedAtMs: number;
  cellId: string;
  cellIndex: number | null;
  planId: string | null;
  experimentName: string | null;
}

/** An attempt that ended. */
export interface EndedRow {
  id: string;
  promptId: string;
  state: 'done' | 'failed' | 'lost';
  failure: AttemptFailure | null;
  error: string | null;
  finishedAtMs: number;
  loadMs: number | null;
  drawMs: number | null;
  stepCount: number | null;
  modelKey: string | null;
}

/** An attempt with its times. */
export interface TimedRow {
  cellId: string;
  planId: string | null;
  cellIndex: number | null;
  state: 'queued' | 'running' | 'done' | 'failed' | 'lost';
  claimedAtMs: number;
  startedAtMs: number | null;
  finishedAtMs: number | null;
  waitMs: number | null;
  loadMs: number | null;
  drawMs: number | null;
}

type Stored = number | string | null;
type RawTimedRow = Pick<TimedRow, 'cellId' | 'planId' | 'cellIndex' | 'state'> & Record<'startedAt' | 'finishedAt' | 'wait' | 'load' | 'draw', Stored> & { claimedAt: number | string };

/** What attempts tell of the servers they were made on. Small questions, for they are asked every few seconds. */
@Injectable()
export class ActivityRepository {
  constructor(private readonly em: EntityManager) {}

  async active(): Promise<ActiveRow[]> {
    const rows: (Omit<ActiveRow, 'claimedAtMs' | 'holdsSeat'> & { claimedAt: number | string; holdsSeat: number | boolean })[] = await this.em.fork().execute(
      `select a.server_id as "serverId", a.take_id as "takeId", a.prompt_id as "promptId", a.state, a.holds_seat as "holdsSeat", a.claimed_at as "claimedAt", a.cell_id as "cellId", c.cell_index as "cellIndex", c.plan_id as "planId", e.name as "experimentName"
        from attempt as a left join cell as c on c.id = a.cell_id left join plan as p on p.id = c.plan_id left join experiment as e on e.id = p.experiment_id
        where a.state in ('queued', 'running') order by a.claimed_at`,
    );
    return rows.map(({ claimedAt, holdsSeat, ...row }) => ({ ...row, holdsSeat: Boolean(holdsSeat), claimedAtMs: Number(claimedAt) }));
  }

  /** What was under way on a server in a stretch of time, the newest first. Ended ones are those that ended after its beginning. */
  async between(serverId: string, fromMs: number, toMs: number, limit: number): Promise<TimedRow[]> {
    const columns = `a.cell_id as "cellId", a.state, a.claimed_at as "claimedAt", a.started_at as "startedAt", a.finished_at as "finishedAt", a.wait_ms as "wait", a.load_ms as "load", a.draw_ms as "draw", c.plan_id as "planId", c.cell_index as "cellIndex"`;
    const rows: RawTimedRow[] = await this.em.fork().execute(
      `select ${columns} from attempt as a left join cell as c on c.id = a.cell_id where a.server_id = ? and a.finished_at > ? and a.claimed_at < ? order by a.finished_at desc limit ${limit}`,
      [serverId, fromMs, toMs],
    );
    const active: RawTimedRow[] = await this.em.fork().execute(
      `select ${columns} from attempt as a left join cell as c on c.id = a.cell_id where a.server_id = ? and a.state in ('queued', 'running') and a.claimed_at < ? order by a.claimed_at desc`,
      [serverId, toMs],
    );
    return [...active, ...rows].map(({ claimedAt, startedAt, finishedAt, wait, load, draw, ...row }) => ({
      ...row, claimedAtMs: Number(claimedAt), startedAtMs: numberOf(startedAt), finishedAtMs: numberOf(finishedAt), waitMs: numberOf(wait), loadMs: numberOf(load), drawMs: numberOf(draw),
    }));
  }

  /** The last attempts that ended on a server, the newest first. */
  async ended(serverId: string, limit: number): Promise<EndedRow[]> {
    const rows: (Omit<EndedRow, 'finishedAtMs' | 'loadMs' | 'drawMs'> & Record<'finishedAt' | 'load' | 'draw', Stored>)[] = await this.em.fork().execute(
      `select id, prompt_id as "promptId", state, failure, error, finished_at as "finishedAt", load_ms as "load", draw_ms as "draw", step_count as "stepCount", model_key as "modelKey"
        from attempt where server_id = ? and finished_at is not null order by finished_at desc limit ${limit}`,
      [serverId],
    );
    return rows.map(({ finishedAt, load, draw, ...row }) => ({ ...row, finishedAtMs: Number(finishedAt), loadMs: numberOf(load), drawMs: numberOf(draw) }));
  }

  /** Attempts that failed or were lost since a time, by server. */
  async failuresSince(sinceMs: number): Promise<Map<string, number>> {
    const rows: { serverId: string; failures: number | string }[] = await this.em.fork().execute(
      `select server_id as "serverId", count(*) as "failures" from attempt where state in ('failed', 'lost') and finished_at >= ? group by server_id`,
      [sinceMs],
    );
    return new Map(rows.map((row) => [row.serverId, Number(row.failures)]));
  }

  /** What names the cells of plans; nothing of a plan that is gone. */
  planNamings(planIds: readonly string[]): Promise<{ planId: string; kind: string; resolved: string }[]> {
    const places = planIds.map(() => '?').join(', ');
    return this.em.fork().execute(`select p.id as "planId", p.kind, r.resolved from plan as p join revision as r on r.id = p.revision_id where p.id in (${places})`, [...planIds]);
  }
}

function numberOf(value: Stored): number | null {
  return value === null ? null : Number(value);
}
