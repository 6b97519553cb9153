import type { EntityManager } from '@mikro-orm/knex';

const attempts = 5;

/** Two transactions were in each other's way (https://www.postgresql.org/docs/current/errcodes-appendix.html), or SQLite's writers did not get their turn in time. */
const inTheWay = new Set(['40001', '40P01', 'SQLITE_BUSY']);

/**
 * Does work in a transaction of its own: committed when it returns, rolled back when it throws. The work must ask nothing but the `em`
 * it is given, since any other sees what was there before, and nothing of the network. It may be done again from its beginning, a few
 * times, where another transaction was in its way, so what it changes outside the database must bear that.
 * The ORM's own `transactional` keeps its context in an AsyncLocalStorage, which slows every promise of the process down.
 */
export async function transactional<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(em, work);
    } catch (error) {
      if (attempt === attempts || !isInTheWay(error)) throw error;
    }
  }
}

async function once<T>(em: EntityManager, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const own = em.fork();
  await begin(own);
  try {
    const result = await work(own);
    await own.commit();
    return result;
  } catch (error) {
    await own.rollback();
    throw error;
  }
}

/** A transaction that could not begin is given out all the same, already completed; why is only told where its end is waited for. */
async function begin(own: EntityManager): Promise<void> {
  await own.begin();
  const transaction = own.getTransactionContext<KnexTransaction>();
  if (transaction?.isCompleted() === true) await transaction.executionPromise;
}

interface KnexTransaction {
  isCompleted(): boolean;
  executionPromise: Promise<unknown>;
}

function isInTheWay(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && inTheWay.has(error.code);
}
