import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { endpoints } from '@gridscope/contract';
import { EntityManager } from '@mikro-orm/knex';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { findPostgres, startPostgres, type TestPostgres } from '../../../../test/support/postgres.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { PostgresLocks } from './postgres-locks.js';

describe.skipIf(findPostgres() === undefined)('PostgreSQL', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  /** The program on an empty database, with a folder of its own. */
  async function started(url: string, environment: Record<string, string> = {}): Promise<TestApp> {
    const app = await startApp(await temporaryFolder(onTestFinished), { DATABASE_URL: url, ...environment });
    onTestFinished(() => app.close());
    return app;
  }

  it('holds everything but pictures, with numbers as numbers', async () => {
    const app = await started(await postgres.database('everything'));

    const plan = await drawPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-2' }] }));

    expect(plan).toMatchObject({ state: 'done', counts: { done: 2 }, createdAt: expect.any(Number), sequence: expect.any(Number) });
    expect(existsSync(join(app.dataFolder, 'gridscope.db'))).toBe(false);
  });

  it('is one program\'s, unless all of them share it', async () => {
    const url = await postgres.database('one');
    await started(url, { GRIDSCOPE_ENGINE: 'off' });

    await expect(started(url, { GRIDSCOPE_ENGINE: 'off' })).rejects.toThrow('is in use by another Gridscope that does not share it');
  });

  it('is not given a new data folder once it knows pictures, which would be missing there', async () => {
    const url = await postgres.database('pictures');
    const app = await started(url);
    await drawPlan(app, smallDraft());
    await app.close();

    await expect(started(url)).rejects.toThrow(/holds pictures, and the data folder .* is new/);
  });

  it('is said to be missing in a sentence, without the password', async () => {
    const refusal = await started('postgres://somebody:secret-word@127.0.0.1:1/gridscope').catch((error: unknown) => String(error));

    expect(refusal).toContain('DATABASE_URL: the database cannot be used');
    expect(refusal).not.toContain('secret-word');
  });

  it('may go away and come back', async () => {
    const app = await started(await postgres.database('restart'), { GRIDSCOPE_ENGINE: 'off' });
    const list = () => app.api.request(endpoints.listExperiments, { query: {} });
    const before = await list();

    await postgres.restart();
    const after = await eventually('it answers again', async () => list().catch(() => undefined));

    expect(after).toEqual(before);
  });

  it('gives up what a process holds that stands still in the middle of a transaction', async () => {
    const app = await started(await postgres.database('still'), { GRIDSCOPE_ENGINE: 'off' });

    const [row]: { limit: string }[] = await app.nest.get(EntityManager).fork().execute(`select current_setting('idle_in_transaction_session_timeout') as "limit"`);

    expect(row?.limit).toBe('15s');
  });

  it('gives a lock to another process once the connection of the first is gone, and says so to the first', async () => {
    const url = await postgres.database('locks');
    const held = await new PostgresLocks(url).tryLock('scheduler', 'exclusive');
    const refused = await new PostgresLocks(url).tryLock('scheduler', 'exclusive');
    const client = new Client({ connectionString: url });
    await client.connect();
    onTestFinished(() => client.end());

    await client.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gridscope scheduler'`);
    await eventually('the first knows', async () => held?.lost.aborted);
    const other = await eventually('it is free', () => new PostgresLocks(url).tryLock('scheduler', 'exclusive'));
    onTestFinished(() => other.release());
    await held?.release();

    expect(refused).toBeUndefined();
    expect(other.lost.aborted).toBe(false);
  });
});
