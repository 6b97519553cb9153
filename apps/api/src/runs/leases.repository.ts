import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Attempt } from '../database/entities/attempt.entity.js';
import { Processes } from '../database/processes.js';

const active = ['queued', 'running'] as const;

/** Who holds which attempts under way, and until when. */
@Injectable()
export class LeasesRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly processes: Processes,
  ) {}

  /** Renews this worker's claims among these attempts; which they are. */
  async renew(attemptIds: readonly string[], leaseUntil: number): Promise<string[]> {
    if (attemptIds.length === 0) return [];
    const rows: { id: string }[] = await this.em.fork().execute(
      `update attempt set lease_until = ? where worker_id = ? and state in ('queued', 'running') and id in (${attemptIds.map(() => '?').join(', ')}) returning id`,
      [leaseUntil, this.processes.workerId, ...attemptIds],
    );
    return rows.map((row) => row.id);
  }

  /** Whether an attempt is still this worker's. */
  async holds(id: string): Promise<boolean> {
    const rows: unknown[] = await this.em.fork().execute("select 1 from attempt where id = ? and worker_id = ? and state in ('queued', 'running')", [id, this.processes.workerId]);
    return rows.length > 0;
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
