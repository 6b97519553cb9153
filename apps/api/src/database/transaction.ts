import type { EntityManager } from '@mikro-orm/knex';

/**
 * Does work in a transaction of its own: committed when it returns, rolled back when it throws. There is one connection, so the work
 * must ask nothing but the `em` it is given, and nothing of the network.
 * The ORM's own `transactional` keeps its context in an AsyncLocalStorage, which slows every promise of the process down.
 */
export async function transactional<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const own = em.fork();
  await own.begin();
  try {
    const result = await work(own);
    await own.commit();
    return result;
  } catch (error) {
    await own.rollback();
    throw error;
  }
}
