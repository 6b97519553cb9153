import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { hasSeveralWriters } from '../database/lock-row.js';
import { Processes } from '../database/processes.js';

const active = ['queued', 'running'] as const;

/** Who holds which attempts under way, and until when. */
@Injectable()
export class LeasesRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly processes: Processes,
  ) {}

  /** Renews this worker's claims among these attempts. Those whose rows are just being written are left out: nobody else can take them meanwhile. */
  async renew(attemptIds: readonly string[], leaseUntil: number): Promise<void> {
    if (attemptIds.length === 0) return;
    const em = this.em.fork();
    const chosen = `select id from attempt where worker_id = ? and state in ('queued', 'running') and id in (${attemptIds.map(() => '?').join(', ')})${hasSeveralWriters(em) ? ' for update skip locked' : ''}`;
    await em.execute(`update attempt set lease_until = ? where id in (${chosen})`, [leaseUntil, this.processes.workerId, ...attemptIds], 'run');
  }

  /** Which of these attempts are still this worker's. */
  async held(attemptIds: readonly string[]): Promise<Set<string>> {
    if (attemptIds.length === 0) return new Set();
    const rows: { id: string }[] = await this.em.fork().execute(
      `select id from attempt where worker_id = ? and state in ('queued', 'running') and id in (${attemptIds.map(() => '?').join(', ')})`,
      [this.processes.workerId, ...attemptIds],
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Everything under way, whoever holds it. */
  underWay(): Promise<Attempt[]> {
    return this.em.fork().find(Attempt, { state: { $in: [...active] } });
  }

  /** Takes an attempt over from whoever held it; false when somebody else was faster, or it was renewed meanwhile. */
  async adopt(attempt: Pick<Attempt, 'id' | 'workerId' | 'leaseUntil'>, leaseUntil: number): Promise<boolean> {
    const { id, workerId: from, leaseUntil: until } = attempt;
    return (await this.em.fork().nativeUpdate(Attempt, { id, workerId: from, leaseUntil: until, state: { $in: [...active] } }, { workerId: this.processes.workerId, leaseUntil })) > 0;
  }

  /** This worker's attempts at takes that no cell waits for any more. */
  async unwanted(): Promise<Attempt[]> {
    const em = this.em.fork();
    const rows: { id: string }[] = await em.execute(
      "select a.id from attempt as a where a.state in ('queued', 'running') and a.worker_id = ? and not exists (select 1 from cell as c where c.take_id = a.take_id and c.state in ('waiting', 'queued', 'running'))",
      [this.processes.workerId],
    );
    return rows.length === 0 ? [] : em.find(Attempt, { id: { $in: rows.map((row) => row.id) } });
  }
}
