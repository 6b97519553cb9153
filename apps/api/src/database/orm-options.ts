import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { Options } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { SqliteDriver } from './driver.js';
import { entities } from './entities.js';
import { migrations } from './migrations/index.js';
import { withReaders } from './with-readers.js';

// Waiting comes first: the others may have to wait for another process.
const pragmas = 'PRAGMA busy_timeout = 15000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;';

const readerPragmas = 'PRAGMA busy_timeout = 15000; PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;';
/** With the one that writes they hold three threads at most where the driver has some: of Node's four one is left for files and pictures, whatever they wait for. */
const readers = 2;

export const databaseFileName = 'gridscope.db';

const postgresConnections = 10;

/**
 * What a process that stands still, or a machine that is gone without a word, holds in a transaction is given up after some seconds, so
 * that the others go on (https://www.postgresql.org/docs/current/runtime-config-client.html and runtime-config-connection.html).
 */
export const sessionOptions = '-c idle_in_transaction_session_timeout=15s -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/** MikroORM on SQLite in a data folder: WAL, foreign keys, one connection that writes, and some that only read. */
export function ormOptions(dataFolder: string, driver: SqliteDriver): Options {
  const preparedBy = (sql: string) => (connection: unknown, done: (error: Error | null, connection: unknown) => void) => driver.prepare(connection, sql, done);
  return {
    ...common,
    driver: driver.ormDriver,
    dbName: join(dataFolder, databaseFileName),
    driverOptions: { client: withReaders(driver.dialect, { min: 0, max: readers, afterCreate: preparedBy(readerPragmas) }), log },
    pool: { min: 1, max: 1, afterCreate: preparedBy(pragmas) },
  };
}

/** MikroORM on PostgreSQL, with numbers as numbers. */
export async function postgresOptions(url: string): Promise<Options> {
  const { PostgreSqlDriver } = await import('@mikro-orm/postgresql');
  return {
    ...common,
    driver: PostgreSqlDriver,
    clientUrl: url,
    // Switching references off needs a superuser, and ours are checked at commit anyway.
    migrations: { ...common.migrations, disableForeignKeys: false },
    driverOptions: { connection: { application_name: 'gridscope', keepAlive: true, options: sessionOptions }, log },
    pool: { min: 0, max: postgresConnections, afterCreate: readNumbers },
  };
}

const common = {
  entities,
  extensions: [Migrator],
  migrations: { migrationsList: migrations, snapshot: false, transactional: true, allOrNothing: true },
  // The migrator would speak to the terminal.
  logger: () => undefined,
  // Every piece of work forks an EntityManager of its own.
  allowGlobalContext: false,
} satisfies Options;

const logger = new Logger('database');
/** The query builder would speak to the terminal. */
const log = {
  warn: (message: unknown) => logger.warn(message),
  error: (message: unknown) => logger.error(message),
  deprecate: (message: unknown) => logger.warn(message),
  debug: (message: unknown) => logger.debug(message),
};

interface PostgresConnection {
  setTypeParser(typeId: number, format: 'text', parse: (text: string) => unknown): void;
}

/** 64-bit and exact numbers come as text by default. Ours are counts, times and sizes: all below 2^53. */
function readNumbers(connection: PostgresConnection, done: (error: Error | null, connection: unknown) => void): void {
  const [int8, numeric] = [20, 1700];
  for (const typeId of [int8, numeric]) connection.setTypeParser(typeId, 'text', Number);
  done(null, connection);
}
