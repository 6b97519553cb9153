import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';

/** So far back it is looked for what a server last drew with. */
const looksAt = 40;

/** Which model files attempts on a server were drawn with, whichever process wrote them down. */
@Injectable()
export class DrawnModelsRepository {
  constructor(private readonly em: EntityManager) {}

  /** The facts of the newest attempts that ended on a server, newest first, as JSON text. */
  async latestFacts(serverId: string): Promise<string[]> {
    const rows: { facts: string }[] = await this.em.fork().execute('select facts from attempt where server_id = ? and finished_at is not null and facts is not null order by finished_at desc limit ?', [serverId, looksAt]);
    return rows.map((row) => row.facts);
  }
}
