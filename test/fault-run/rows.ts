import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/knex';
import { loadSqliteDriver } from '@gridscope/api/dist/database/driver.js';
import { entities } from '@gridscope/api/dist/database/entities.js';
import { databaseFileName } from '@gridscope/api/dist/database/orm-options.js';

export type Row = Record<string, string | number | boolean | null>;

/** The program's database, looked into from outside while it runs or after it. */
export class Rows {
  private constructor(private readonly orm: MikroORM) {}

  /** `databaseUrl`: of PostgreSQL; left out: the SQLite file of the data folder. Changes nothing. */
  static async open(dataFolder: string, databaseUrl: string | undefined): Promise<Rows> {
    return new Rows(await (databaseUrl === undefined ? openSqlite(dataFolder) : openPostgres(databaseUrl)));
  }

  /** For what takes an entity manager of the program. */
  get em(): EntityManager {
    // Both drivers are SQL.
    return this.orm.em.fork() as EntityManager;
  }

  all(sql: string, parameters: (string | number)[] = []): Promise<Row[]> {
    return this.em.execute(sql, parameters);
  }

  /** The number in the only column of the only row. */
  async count(sql: string): Promise<number> {
    const [row = {}] = await this.all(sql);
    return Number(Object.values(row)[0] ?? 0);
  }

  async change(sql: string): Promise<void> {
    await this.em.execute(sql, [], 'run');
  }

  close(): Promise<void> {
    return this.orm.close();
  }
}

async function openSqlite(dataFolder: string): Promise<MikroORM> {
  const driver = await loadSqliteDriver({ databaseDriver: undefined });
  return MikroORM.init({
    driver: driver.ormDriver,
    dbName: join(dataFolder, databaseFileName),
    entities,
    pool: { min: 1, max: 1, afterCreate: (connection: unknown, done: (error: Error | null, connection: unknown) => void) => driver.prepare(connection, 'PRAGMA busy_timeout = 20000;', done) },
    logger: () => undefined,
  });
}

async function openPostgres(clientUrl: string): Promise<MikroORM> {
  const { PostgreSqlDriver } = await import('@mikro-orm/postgresql');
  return MikroORM.init({ driver: PostgreSqlDriver, clientUrl, entities, pool: { min: 1, max: 1 }, logger: () => undefined });
}
