import { findPostgres, startPostgres, type TestPostgres } from '../support/postgres.js';
import { hasRedis } from '../support/redis.js';
import type { Setting } from './setting.js';

/** The PostgreSQL that settings share, a database each; and which settings cannot be had on this machine. */
export class Services {
  private constructor(private readonly postgres: TestPostgres | undefined) {}

  /** Throws where a program is missing and GRIDSCOPE_REQUIRE_SERVICES is 1. */
  static async start(wanted: readonly Setting[]): Promise<Services> {
    const needsPostgres = wanted.some(({ database }) => database === 'postgres');
    const services = new Services(needsPostgres && findPostgres() !== undefined ? await startPostgres() : undefined);
    const missing = wanted.map((setting) => services.unable(setting)).find((why) => why !== undefined);
    if (missing !== undefined && process.env['GRIDSCOPE_REQUIRE_SERVICES'] === '1') throw new Error(missing);
    return services;
  }

  /** Why a setting cannot be had; undefined: it can. */
  unable({ queue, database }: Setting): string | undefined {
    if (queue === 'bull' && !hasRedis) return 'redis-server is not installed';
    return database === 'postgres' && this.postgres === undefined ? 'PostgreSQL is not installed' : undefined;
  }

  /** An empty database of the setting's own; undefined for SQLite. */
  async databaseUrl({ name, database }: Setting): Promise<string | undefined> {
    return database === 'postgres' ? this.postgres?.database(name.replace(/[^a-z]/g, '_')) : undefined;
  }

  async stop(): Promise<void> {
    await this.postgres?.stop();
  }
}
