import type { EntityManager } from '@mikro-orm/knex';

/** Whether several connections write at the same time: on SQLite a transaction that may write is the only one. */
export function hasSeveralWriters(em: EntityManager): boolean {
  // Knex leaves the type of its client open.
  return (em.getKnex().client as { dialect: string }).dialect === 'postgresql';
}

/** Keeps a row from being changed by others until the transaction ends. Nothing to do on SQLite. */
export async function lockRow(em: EntityManager, table: 'plan' | 'server' | 'experiment' | 'take', id: string): Promise<void> {
  if (hasSeveralWriters(em)) await em.execute(`select id from ${table} where id = ? for no key update`, [id]);
}
