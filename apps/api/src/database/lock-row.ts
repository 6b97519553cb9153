import type { EntityManager } from '@mikro-orm/knex';

/** Whether several connections write at the same time: on SQLite a transaction that may write is the only one. */
export function hasSeveralWriters(em: EntityManager): boolean {
  // Knex leaves the type of its client open.
  return (em.getKnex().client as { dialect: string }).dialect === 'postgresql';
}

/**
 * Keeps a row from being changed by others until the transaction ends. Nothing to do on SQLite. Whoever needs several, or changes them,
 * has a server first, then takes, then plans, each by rising id: nobody waits for each other then. So what hands the drawings of a plan's
 * cells over, opens them again or puts down cells that wait for them holds those before it touches the plan.
 */
export async function lockRow(em: EntityManager, table: 'plan' | 'server' | 'experiment' | 'take' | 'image', id: string): Promise<void> {
  if (!hasSeveralWriters(em)) return;
  const key = table === 'image' ? 'hash' : 'id';
  await em.execute(`select ${key} from ${table} where ${key} = ? for no key update`, [id]);
}

/** The same for the takes of the cells that a condition on the table `cell` chooses. */
export async function lockTakes(em: EntityManager, { sql, values }: { sql: string; values: readonly (string | number)[] }): Promise<void> {
  if (hasSeveralWriters(em)) await em.execute(`select id from take where id in (select take_id from cell where ${sql}) order by id for no key update`, [...values]);
}

/** Lets one transaction at a time do a kind of work, whatever rows it makes. Nothing to do on SQLite. To be asked for before any row. */
export async function lockWork(em: EntityManager, kind: 'write-plan' | 'list-servers' | 'cancel-everything'): Promise<void> {
  if (hasSeveralWriters(em)) await em.execute('select pg_advisory_xact_lock(hashtext(?))', [kind]);
}
