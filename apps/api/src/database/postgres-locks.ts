import { Client } from 'pg';
import type { Lock, LockMode, Locks } from './lock.js';
import { sessionOptions } from './orm-options.js';

/** Ours among all programs that may use advisory locks in the same database. */
const ours = 0x67726964;
const functions: Record<LockMode, string> = { exclusive: 'pg_try_advisory_lock', shared: 'pg_try_advisory_lock_shared' };

/** PostgreSQL's advisory locks, a connection each: a lock ends with its connection, and so with the process. */
export class PostgresLocks implements Locks {
  constructor(private readonly url: string) {}

  async tryLock(name: string, mode: LockMode): Promise<Lock | undefined> {
    const client = new Client({ connectionString: this.url, keepAlive: true, options: sessionOptions, application_name: `gridscope ${name}` });
    const lost = new AbortController();
    // The server may go away at any time; without a listener that would end the process.
    client.on('error', () => lost.abort());
    client.on('end', () => lost.abort());
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>(`select ${functions[mode]}($1, hashtext($2)) as held`, [ours, name]);
      if (rows[0]?.held === true) return { lost: lost.signal, release: () => client.end() };
    } catch (error) {
      await client.end();
      throw error;
    }
    await client.end();
    return undefined;
  }
}
