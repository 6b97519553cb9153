import type { EntityManager } from '@mikro-orm/knex';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { canWaitForItself, openTestDatabase } from '../../../../test/support/test-database.js';
import { Setting } from './entities/setting.entity.js';
import { newId } from './ids.js';
import { hasSeveralWriters } from './lock-row.js';
import { transactional } from './transaction.js';

/** One database, as several processes have it open. */
async function processes(count: number): Promise<EntityManager[]> {
  const folder = await temporaryFolder(onTestFinished);
  const ems: EntityManager[] = [];
  for (let place = 0; place < count; place += 1) {
    const orm = await openTestDatabase(folder);
    onTestFinished(() => orm.close());
    // The drivers' common part is what is used here.
    ems.push(orm.em.fork() as EntityManager);
  }
  return ems;
}

const [first, second] = ['first', 'second'];

/** Counts a setting up after reading it. */
async function countUp(em: EntityManager, name: string): Promise<void> {
  await em.execute('update setting set value = cast(cast(value as integer) + 1 as text) where name = ?', [name], 'run');
}

it.runIf(canWaitForItself())('does again what was in another transaction\'s way, so that both are done', async () => {
  const [one, other] = await processes(2);
  if (one === undefined || other === undefined) throw new Error('there are two');
  await one.insertMany(Setting, [{ name: first ?? '', value: '0' }, { name: second ?? '', value: '0' }]);
  const both = (names: readonly (string | undefined)[]) => async (em: EntityManager) => {
    for (const name of names) await countUp(em, name ?? '');
  };

  await Promise.all([one, other, one, other].map((em, place) => transactional(em, both(place % 2 === 0 ? [first, second] : [second, first]))));

  expect((await one.find(Setting, {}, { disableIdentityMap: true })).map((setting) => setting.value)).toEqual(['4', '4']);
});

it('leaves nothing of work that throws, and throws what it threw', async () => {
  const [em] = await processes(1);
  if (em === undefined) throw new Error('there is one');

  const failing = transactional(em, async (own) => {
    await own.insert(Setting, { name: 'half', value: 'done' });
    throw new Error('the other half');
  });

  await expect(failing).rejects.toThrow('the other half');
  expect(await em.findOne(Setting, { name: 'half' })).toBeNull();
});

it('throws what the database says at the commit, and goes on afterwards', async () => {
  const [em] = await processes(1);
  if (em === undefined) throw new Error('there is one');
  const id = newId();

  // References are checked at the commit.
  const failing = transactional(em, (own) =>
    own.execute(`insert into plan (id, experiment_id, revision_id, kind, state, priority, sequence, cell_count, failure_streak, created_at) values (?, ?, ?, 'grid', 'done', 0, 0, 0, 0, 0)`, [id, id, id], 'run'),
  );

  await expect(failing).rejects.toThrow(/foreign key/i);
  await expect(transactional(em, (own) => own.insert(Setting, { name: 'next', value: 'fine' }))).resolves.toBeDefined();
});

it.runIf(canWaitForItself())('says that the database is busy, where another process writes for too long, and goes on when that is over', async () => {
  const [em, other] = await processes(2);
  if (em === undefined || other === undefined) throw new Error('there are two');
  if (hasSeveralWriters(em)) return;
  await em.execute('pragma busy_timeout = 1');
  const insert = (name: string) => transactional(em, (own) => own.insert(Setting, { name, value: '' }));
  const writer = other.fork();
  await writer.begin();

  await expect(insert('now')).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
  await writer.rollback();

  await expect(insert('later')).resolves.toBeDefined();
});
