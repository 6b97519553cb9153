import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { AttemptState } from '../database/entities/attempt.entity.js';

/** An attempt that holds a seat although it has ended: its server may have its prompt still. */
export interface LeftSeat {
  /** The attempt's. */
  id: string;
  serverId: string;
  promptId: string;
  workerId: string;
  /** UTC milliseconds. */
  finishedAt: number;
}

const ended: readonly AttemptState[] = ['done', 'failed', 'lost'];

/** The seats that attempts hold. Whoever decides by them reads them here: they are counted by the database alone. */
@Injectable()
export class SeatsRepository {
  constructor(private readonly em: EntityManager) {}

  /** Server → how many of its seats are held. Servers without any are left out. */
  async held(): Promise<Map<string, number>> {
    const rows: { serverId: string; count: number | string }[] = await this.em.fork().execute('select server_id as "serverId", count(*) as count from attempt where holds_seat group by server_id');
    return new Map(rows.map((row) => [row.serverId, Number(row.count)]));
  }

  /** False: it was given back before. */
  async release(attemptId: string): Promise<boolean> {
    const { affectedRows } = await this.em.fork().execute<{ affectedRows: number }>('update attempt set holds_seat = false where id = ? and holds_seat', [attemptId], 'run');
    return affectedRows > 0;
  }

  /** Seats of attempts that have ended. */
  async left(): Promise<LeftSeat[]> {
    const rows: LeftSeat[] = await this.em.fork().execute(
      `select id, server_id as "serverId", prompt_id as "promptId", worker_id as "workerId", coalesce(finished_at, 0) as "finishedAt" from attempt where holds_seat and state in (${ended.map(() => '?').join(', ')})`,
      [...ended],
    );
    return rows.map((row) => ({ ...row, finishedAt: Number(row.finishedAt) }));
  }

  /** Prompts of the attempts that ended last on a server. */
  async lastPrompts(serverId: string, limit: number): Promise<string[]> {
    const rows: { promptId: string }[] = await this.em.fork().execute('select prompt_id as "promptId" from attempt where server_id = ? and finished_at is not null order by finished_at desc limit ?', [serverId, limit]);
    return rows.map((row) => row.promptId);
  }
}
