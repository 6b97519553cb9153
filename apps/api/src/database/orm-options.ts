import { join } from 'node:path';
import type { Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqliteDriver } from './driver.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';

const pragmas = 'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;';

export const databaseFileName = 'gridscope.db';

/** MikroORM on SQLite in a data folder: WAL, foreign keys, one connection. */
export function ormOptions(dataFolder: string, driver: SqliteDriver): Options {
  return {
    driver: driver.ormDriver,
    dbName: join(dataFolder, databaseFileName),
    entities,
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, transactional: true, allOrNothing: true },
    pool: {
      min: 1,
      max: 1,
      afterCreate: (connection: unknown, done: (error: Error | null, connection: unknown) => void) => driver.prepare(connection, pragmas, done),
    },
    // The migrator would speak to the terminal.
    logger: () => undefined,
    // Every piece of work forks an EntityManager of its own.
    allowGlobalContext: false,
  };
}
