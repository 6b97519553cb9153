import { endpoints } from '@gridscope/contract';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { findPostgres, startPostgres, type TestPostgres } from '../../../../test/support/postgres.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';

// Only PostgreSQL has writers that can wait for each other.
describe.skipIf(findPostgres() === undefined)('what changes takes and plans', () => {
  let postgres: TestPostgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  /** A paused plan, and another writer that holds all its takes. */
  async function heldPlan(name: string): Promise<{ app: TestApp; planId: string; other: Client }> {
    const url = await postgres.database(name);
    const app = await startApp(await temporaryFolder(onTestFinished), { DATABASE_URL: url });
    onTestFinished(() => app.close());
    const plan = await startPlan(app, draft);
    await app.api.request(endpoints.pausePlan, { parameters: { planId: plan.id } });
    await eventually('nothing is drawn any more', async () => (await cellsOf(app.api, plan.id)).every((cell) => cell.state !== 'queued' && cell.state !== 'running'));
    const other = new Client({ connectionString: url });
    await other.connect();
    onTestFinished(() => other.end());
    return { app, planId: plan.id, other };
  }

  const draft = smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-40' }] });
  const hold = (other: Client) => other.query('begin').then(() => other.query('select id from take order by id for no key update'));
  const isWaitedFor = (other: Client) => eventually('somebody waits for the takes', async () => {
    const { rowCount } = await other.query('select 1 from pg_stat_activity where pg_backend_pid() = any (pg_blocking_pids(pid))');
    return (rowCount ?? 0) > 0;
  });

  it.each([
    ['a plan that is cancelled', 'cancelled', (app: TestApp, planId: string) => app.api.request(endpoints.cancelPlan, { parameters: { planId } })],
    ['cells that are skipped', 'skipped', async (app: TestApp, planId: string) => app.api.request(endpoints.skipCells, { parameters: { planId }, body: { isSkipped: true, cells: (await cellsOf(app.api, planId)).map((cell) => cell.id) } })],
  ])('has the takes before the plan: %s', async (_, name, change) => {
    const { app, planId, other } = await heldPlan(name);
    await hold(other);

    const changing = change(app, planId);
    await isWaitedFor(other);
    const held = other.query('select id from plan where id = $1 for no key update nowait', [planId]);

    await expect(held).resolves.toMatchObject({ rowCount: 1 });
    await other.query('commit');
    await changing;
  });

  it('has the takes before the plan: one that is brought back', async () => {
    const { app, planId, other } = await heldPlan('back');
    await app.api.request(endpoints.cancelPlan, { parameters: { planId } });
    await hold(other);

    const changing = app.api.request(endpoints.undoCancelPlan, { parameters: { planId } });
    await isWaitedFor(other);
    const held = other.query('select id from plan where id = $1 for no key update nowait', [planId]);

    await expect(held).resolves.toMatchObject({ rowCount: 1 });
    await other.query('commit');
    await changing;
  });

  it('has the takes before the plan: rows that are put down', async () => {
    const { app, other } = await heldPlan('written');
    const second = await app.api.request(endpoints.createExperiment, { body: { ...draft, name: 'same pictures' } });
    await hold(other);

    const starting = app.api.request(endpoints.startPlan, { parameters: { experimentId: second.id }, body: {} });
    await isWaitedFor(other);
    const held = other.query(`select id from plan where experiment_id = $1 for no key update nowait`, [second.id]);

    await expect(held).resolves.toMatchObject({ rowCount: 1 });
    await other.query('commit');
    await starting;
  });
});
