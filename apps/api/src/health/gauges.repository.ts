import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';

/** Connections to the database. */
export interface PoolUse {
  used: number;
  free: number;
  /** Pieces of work that wait for one. */
  waiting: number;
}

/** The part of knex's pool (tarn) that counts. */
interface CountingPool {
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** What metrics and health ask of the database. */
@Injectable()
export class GaugesRepository {
  constructor(private readonly em: EntityManager) {}

  /** Throws where the database does not answer. */
  async ping(): Promise<void> {
    await this.em.fork().execute('select 1');
  }

  /** Cells of plans that are under way, by state. */
  async cellsByState(): Promise<Map<string, number>> {
    const rows: { state: string; count: number | string }[] = await this.em.fork().execute(
      `select c.state, count(*) as "count" from cell as c join plan as p on p.id = c.plan_id where p.state in ('writing', 'running', 'paused') group by c.state`,
    );
    return new Map(rows.map((row) => [row.state, Number(row.count)]));
  }

  pool(): PoolUse {
    // knex types its client as any; its pool is tarn's.
    const { pool } = this.em.getKnex().client as { pool: CountingPool };
    return { used: pool.numUsed(), free: pool.numFree(), waiting: pool.numPendingAcquires() };
  }
}
