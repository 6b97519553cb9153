import type { Constructor, IDatabaseDriver } from '@mikro-orm/core';
import { LibSqlKnexDialect, SqliteKnexDialect } from '@mikro-orm/knex';
import type { Config } from '../config/config.js';
import type { DatabaseClient } from './with-readers.js';

/** One open connection of whichever SQLite there is, for what lies outside the ORM. */
export interface RawDatabase {
  /** Runs SQL; throws what SQLite says. */
  exec(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface SqliteDriver {
  name: 'sqlite' | 'libsql';
  ormDriver: Constructor<IDatabaseDriver>;
  /** How statements reach it: what may write says so when it begins, since one that finds out later is refused while another process writes. */
  dialect: Constructor<DatabaseClient>;
  /** Called for each new connection of the pool. */
  prepare(connection: unknown, sql: string, done: (error: Error | null, connection: unknown) => void): void;
  openRaw(path: string): Promise<RawDatabase>;
}

/** sqlite3 where it could be built, else libsql, which brings its binary along; or the one that the settings name. */
export async function loadSqliteDriver(config: Pick<Config, 'databaseDriver'>): Promise<SqliteDriver> {
  if (config.databaseDriver === 'libsql') return loadLibsql();
  if (config.databaseDriver === 'sqlite') return loadSqlite3();
  return (await isSqlite3There()) ? loadSqlite3() : loadLibsql();
}

async function isSqlite3There(): Promise<boolean> {
  try {
    await import('sqlite3');
    return true;
  } catch (error) {
    // An optional dependency: where it could not be built it is absent, or its binary is.
    if (error instanceof Error) return false;
    throw error;
  }
}

interface CallbackConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
}

async function loadSqlite3(): Promise<SqliteDriver> {
  const { SqliteDriver: ormDriver } = await import('@mikro-orm/sqlite');
  const { default: sqlite3 } = await import('sqlite3');
  return {
    name: 'sqlite',
    ormDriver,
    dialect: withOurTransactions(SqliteKnexDialect),
    // The pool hands out sqlite3's own connection.
    prepare: (connection, sql, done) => (connection as CallbackConnection).exec(sql, (error) => done(error, connection)),
    openRaw: (path) =>
      new Promise((resolve, reject) => {
        const database = new sqlite3.Database(path, (error) => {
          if (error) return reject(error);
          resolve({
            exec: (sql) => new Promise((done, fail) => database.exec(sql, (problem) => (problem ? fail(problem) : done()))),
            close: () => new Promise((done, fail) => database.close((problem) => (problem ? fail(problem) : done()))),
          });
        });
      }),
  };
}

interface DirectConnection {
  exec(sql: string): void;
  close(): void;
}

async function loadLibsql(): Promise<SqliteDriver> {
  const { LibSqlDriver: ormDriver } = await import('@mikro-orm/libsql');
  // libsql ships no types for its better-sqlite3-like constructor.
  const { default: Database } = (await import('libsql' as string)) as { default: new (path: string) => DirectConnection };
  return {
    name: 'libsql',
    ormDriver,
    dialect: withOurTransactions(LibSqlKnexDialect),
    prepare: (connection, sql, done) => {
      // The pool hands out libsql's own connection.
      (connection as DirectConnection).exec(sql);
      done(null, connection);
    },
    openRaw: async (path) => {
      const database = new Database(path);
      return { exec: async (sql) => database.exec(sql), close: async () => database.close() };
    },
  };
}

interface Statement {
  sql: string;
}

/**
 * The driver's way of sending statements, with transactions that take the right to write when they begin
 * (https://www.sqlite.org/lang_transaction.html), and that are over when their commit fails: SQLite leaves them open then, and on the
 * only connection none could begin any more.
 */
function withOurTransactions(dialect: unknown): Constructor<DatabaseClient> {
  // The ORM's type leaves out what its dialects have from the query builder.
  return class extends (dialect as Constructor<DatabaseClient>) {
    override async _query(connection: unknown, statement: Statement): Promise<unknown> {
      if (statement.sql === 'BEGIN;') statement.sql = 'BEGIN IMMEDIATE;';
      if (statement.sql !== 'COMMIT;') return super._query(connection, statement);
      try {
        return await super._query(connection, statement);
      } catch (error) {
        await super._query(connection, { ...statement, sql: 'ROLLBACK;' }).catch((second: unknown) => {
          // Some failures have rolled it back already.
          if (!/no transaction is active/.test(String(second))) throw second;
        });
        throw error;
      }
    }
  };
}
