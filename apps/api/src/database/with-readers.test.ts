import type { EntityManager } from '@mikro-orm/knex';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../../../test/support/start-app.js';
import { openTestDatabase } from '../../../../test/support/test-database.js';
import { Setting } from './entities/setting.entity.js';
import { transactional } from './transaction.js';

async function database(): Promise<EntityManager> {
  const orm = await openTestDatabase(await temporaryFolder(onTestFinished));
  onTestFinished(() => orm.close());
  // The drivers' common part is what is used here.
  return orm.em.fork() as EntityManager;
}

async function names(em: EntityManager): Promise<string[]> {
  const rows: { name: string }[] = await em.fork().execute('select name from setting order by name');
  return rows.map((row) => row.name);
}

it('answers a question while a transaction is open, with what was committed before', async () => {
  const em = await database();
  await em.insert(Setting, { name: 'before', value: '' });

  const seen = await transactional(em, async (own) => {
    await own.insert(Setting, { name: 'within', value: '' });
    return { outside: await names(em), ofEntities: await em.fork().count(Setting) };
  });

  expect(seen).toEqual({ outside: ['before'], ofEntities: 1 });
});

it('shows a transaction what it wrote itself, and everybody as soon as it is committed', async () => {
  const em = await database();

  const within = await transactional(em, async (own) => {
    await own.insert(Setting, { name: 'mine', value: '' });
    return own.find(Setting, {}, { disableIdentityMap: true });
  });

  expect(within).toHaveLength(1);
  expect(await names(em)).toEqual(['mine']);
});

it('shows what each statement wrote to the question that follows it', async () => {
  const em = await database();
  const written = Array.from({ length: 50 }, (_, place) => `setting ${100 + place}`);

  const seen: number[] = [];
  for (const name of written) {
    await em.execute('insert into setting (name, value) values (?, ?)', [name, ''], 'run');
    seen.push((await names(em)).length);
  }

  expect(seen).toEqual(written.map((_, place) => place + 1));
});
