import type { Constructor } from '@mikro-orm/core';

/** Of the query builder's client, what readers take the place of; the client makes itself of the settings it keeps. */
export interface DatabaseClient {
  config: object;
  /** Only in the client that a transaction has to itself. */
  transacting?: boolean;
  /** Makes what takes a connection, sends a statement and gives the connection back. */
  runner(statement: { sql?: unknown }): unknown;
  destroy(done?: () => void): Promise<void>;
  _query(connection: unknown, statement: { sql: string }): Promise<unknown>;
}

/** How many connections that only read there are, and what is done to each new one. */
export interface ReaderPool {
  min: number;
  max: number;
  afterCreate(connection: unknown, done: (error: Error | null, connection: unknown) => void): void;
}

/**
 * A client of one connection that writes, with others that only read beside it: a question outside a transaction does not wait until
 * those that write are through. What was committed before it is asked it sees, as SQLite says of its write-ahead log
 * (https://www.sqlite.org/isolation.html).
 */
export function withReaders(client: Constructor<DatabaseClient>, pool: ReaderPool): Constructor<DatabaseClient> {
  return class extends client {
    private readers: DatabaseClient | undefined;

    override runner(statement: { sql?: unknown }): unknown {
      if (this.transacting === true || !isQuestion(statement.sql)) return super.runner(statement);
      this.readers ??= new client({ ...this.config, pool });
      return this.readers.runner(statement);
    }

    override async destroy(done?: () => void): Promise<void> {
      await this.readers?.destroy();
      await super.destroy(done);
    }
  };
}

/** The ORM sends everything as text; SQLite knows no SELECT that writes. */
function isQuestion(sql: unknown): boolean {
  return typeof sql === 'string' && /^\s*select\b/i.test(sql);
}
