import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Processes } from '../../database/processes.js';

/** So far back it is looked for what a server last drew with. */
const looksAt = 40;

/** Which model files attempts on a server were drawn with, whichever process wrote them down. */
@Injectable()
export class DrawnModelsRepository {
  constructor(
    private readonly em: EntityManager,
    private readonly processes: Processes,
  ) {}

  /** Whether a server draws for another process too, or has just drawn with exactly these models for one. */
  async areOthersAt(serverId: string, modelKey: string): Promise<boolean> {
    if (this.processes.isAlone) return false;
    const rows: { workerId: string; holdsSeat: boolean | number; modelKey: string | null }[] = await this.em.fork().execute(
      'select worker_id as "workerId", holds_seat as "holdsSeat", model_key as "modelKey" from attempt where server_id = ? order by claimed_at desc limit ?',
      [serverId, looksAt],
    );
    const others = rows.filter((row) => row.workerId !== this.processes.workerId);
    const lastEnded = rows.find((row) => row.modelKey !== null);
    return others.some((row) => Boolean(row.holdsSeat)) || lastEnded?.modelKey === modelKey;
  }

  /** The facts of the newest attempts that ended on a server, newest first, as JSON text. */
  async latestFacts(serverId: string): Promise<string[]> {
    const rows: { facts: string }[] = await this.em.fork().execute('select facts from attempt where server_id = ? and finished_at is not null and facts is not null order by finished_at desc limit ?', [serverId, looksAt]);
    return rows.map((row) => row.facts);
  }
}
