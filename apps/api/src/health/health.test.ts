import { endpoints } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan } from '../../../../test/support/start-plan.js';
import { ActivityRepository } from '../servers/activity.repository.js';
import { GaugesRepository } from './gauges.repository.js';

const token = 'a token of some length';

async function startGuarded() {
  const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_TOKEN: token });
  onTestFinished(() => app.close());
  const ask = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}/api/v1${path}`, { headers });
  return { app, ask, isAdmitted: { authorization: `Bearer ${token}` } };
}

describe('health', () => {
  it('tells of everything that the program stands on, and its details only to those who are let in', async () => {
    const { ask, isAdmitted } = await startGuarded();

    const known = endpoints.health.answer.parse(await (await ask('/health', isAdmitted)).json());
    const stranger = await ask('/health');

    expect(known).toMatchObject({ status: 'ok', role: 'all' });
    expect(known.dependencies.map(({ name, status }) => [name, status])).toEqual([['database', 'up'], ['redis', 'off'], ['queue', 'up'], ['engine', 'up'], ['disk', 'up']]);
    expect(known.dependencies.find(({ name }) => name === 'disk')?.detail).toMatch(/MiB are free/);
    expect(stranger.status).toBe(200);
    expect(await stranger.text()).not.toContain('detail');
  });

  it('answers whether it lives and is ready without a token', async () => {
    const { ask } = await startGuarded();

    const answers = await Promise.all(['/health/live', '/health/ready'].map(async (path) => [(await ask(path)).status, await (await ask(path)).json()]));

    expect(answers).toEqual([[200, { status: 'ok' }], [200, { status: 'ok' }]]);
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('the disk of the database is gone')), 'the disk of the database is gone'],
    ['does not answer', () => new Promise<void>(() => undefined), 'no answer within 2 s'],
  ])('is down, with 503, when its database %s', async (_, ping, detail) => {
    const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_ENGINE: 'off' });
    onTestFinished(() => app.close());
    Object.assign(app.nest.get(GaugesRepository), { ping });

    const [whole, ready, live] = await Promise.all(['/health', '/health/ready', '/health/live'].map((path) => fetch(`${app.url}/api/v1${path}`)));

    expect([whole?.status, ready?.status, live?.status]).toEqual([503, 503, 200]);
    expect(await whole?.json()).toMatchObject({ status: 'down', dependencies: expect.arrayContaining([{ name: 'database', status: 'down', detail }]) });
  });
});

/** Value of a line of the page, by its beginning. */
function valueOf(page: string, line: string): number | undefined {
  const found = page.split('\n').find((text) => text.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

describe('metrics', () => {
  it('need the token where there is one', async () => {
    const { ask, isAdmitted } = await startGuarded();

    expect([(await ask('/metrics')).status, (await ask('/metrics', isAdmitted)).status]).toEqual([401, 200]);
  });

  it('tell of requests, cells, phases, queue, servers and database after a grid', async () => {
    const app = await startApp(await temporaryFolder(onTestFinished));
    onTestFinished(() => app.close());
    const plan = await drawPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-3' }] }));
    await app.api.request(endpoints.getCell, { parameters: { cellId: plan.id } }).catch(() => undefined);

    const response = await fetch(`${app.url}/api/v1/metrics`);
    const page = await response.text();

    const server = 'server="Built-in engine (closed-form diffusion, no model weights)"';
    expect(response.headers.get('content-type')).toMatch(/^text\/plain;.*version=0\.0\.4/);
    expect(valueOf(page, 'gridscope_http_request_seconds_count{method="POST",route="/api/v1/experiments/:experimentId/plans",status="201"}')).toBe(1);
    expect(valueOf(page, 'gridscope_http_request_seconds_count{method="GET",route="/api/v1/cells/:cellId",status="404"}')).toBe(1);
    expect(valueOf(page, 'gridscope_http_request_quantile_seconds{quantile="0.95",method="POST",route="/api/v1/experiments/:experimentId/plans"}')).toBeGreaterThan(0);
    for (const phase of ['wait', 'draw', 'collect']) expect(valueOf(page, `gridscope_cell_seconds_count{phase="${phase}",${server}}`)).toBe(3);
    expect(valueOf(page, `gridscope_attempts_total{outcome="done",failure="",${server}}`)).toBe(3);
    expect(valueOf(page, 'gridscope_queue_jobs{type="draw-cell",state="waiting"}')).toBe(0);
    expect(valueOf(page, 'gridscope_cells{state="waiting"}')).toBe(0);
    expect(valueOf(page, `gridscope_server_busy_fraction{${server}}`)).toBeGreaterThan(0);
    expect(valueOf(page, 'gridscope_database_connections{state="waiting"}')).toBe(0);
    expect(valueOf(page, 'gridscope_dependency_up{dependency="database"}')).toBe(1);
    expect(page).toContain('process_cpu_seconds_total');
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('the disk of the database is gone'))],
    ['does not answer', () => new Promise<never>(() => undefined)],
  ])('tell what the process knows, and that the database is down, when it %s', async (_, ask) => {
    const app = await startApp(await temporaryFolder(onTestFinished), { GRIDSCOPE_LOG: 'silent' });
    onTestFinished(() => app.close());
    await fetch(`${app.url}/api/v1/about`);
    Object.assign(app.nest.get(GaugesRepository), { ping: ask, cellsByState: ask });
    Object.assign(app.nest.get(ActivityRepository, { strict: false }), { between: ask });

    const response = await fetch(`${app.url}/api/v1/metrics`);
    const page = await response.text();

    expect(response.status).toBe(200);
    expect(valueOf(page, 'gridscope_dependency_up{dependency="database"}')).toBe(0);
    expect(valueOf(page, 'gridscope_dependency_up{dependency="disk"}')).toBe(1);
    expect(valueOf(page, 'gridscope_http_request_seconds_count{method="GET",route="/api/v1/about",status="200"}')).toBe(1);
    expect(valueOf(page, 'gridscope_cells{state="waiting"}')).toBeUndefined();
  });
});
