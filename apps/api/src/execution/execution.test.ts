import { endpoints, type Event } from '@gridscope/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf, finishedPlan } from '../../../../test/support/finish-plan.js';
import { slowStudio } from '../../../../test/support/slow-studio.js';
import { startApp, temporaryFolder, type TestApp } from '../../../../test/support/start-app.js';
import { startPlan } from '../../../../test/support/start-plan.js';
import { addServer, startServer } from '../../../../test/support/start-server.js';
import { EventsService } from '../events/events.service.js';

const seeds = (values: string, name: string) => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.seed', values }] });
const all = (app: TestApp, what: 'getExecution' | 'pauseExecution' | 'resumeExecution' | 'cancelExecution' | 'undoCancelExecution' | 'retryFailedExecution') => app.api.request(endpoints[what], {});
const plan = (app: TestApp, planId: string) => app.api.request(endpoints.getPlan, { parameters: { planId } });
const quiet = (app: TestApp) => eventually('nothing is under way', async () => {
  const { counts } = await all(app, 'getExecution');
  return counts.queued + counts.running === 0;
});

describe('pausing everything', () => {
  it('begins nothing more in any plan, and gives each back as it was', async () => {
    const app = await slowStudio();
    const running = await startPlan(app, seeds('1-6', 'running'));
    const paused = await startPlan(app, seeds('11-16', 'paused'));
    await app.api.request(endpoints.pausePlan, { parameters: { planId: paused.id } });

    const stopped = await all(app, 'pauseExecution');
    await quiet(app);
    const later = await startPlan(app, seeds('21-22', 'started meanwhile'));
    const rest = await all(app, 'getExecution');
    await all(app, 'resumeExecution');
    await finishedPlan(app.api, running.id);
    await finishedPlan(app.api, later.id);

    expect(stopped).toMatchObject({ isPaused: true, planCount: 2 });
    expect(rest.counts.waiting).toBeGreaterThan(9);
    expect((await plan(app, later.id)).counts.done).toBe(2);
    expect(await plan(app, paused.id)).toMatchObject({ state: 'paused' });
    expect(await all(app, 'getExecution')).toMatchObject({ isPaused: false, planCount: 1 });
  });

  it('still draws what is asked for by hand', async () => {
    const app = await slowStudio();
    await all(app, 'pauseExecution');
    const started = await startPlan(app, seeds('1-3', 'resting'));
    const [, second] = await cellsOf(app.api, started.id);

    await app.api.request(endpoints.drawCellNow, { parameters: { cellId: second?.id ?? '' } });
    await eventually('that cell is done', async () => (await cellsOf(app.api, started.id))[1]?.state === 'done');

    expect((await plan(app, started.id)).counts).toMatchObject({ done: 1, waiting: 2 });
  });

  it('keeps its moment when it is said twice, and tells every page', async () => {
    const app = await slowStudio();
    const heard: Event[] = [];
    app.nest.get(EventsService).listen((event) => heard.push(event));

    const once = await all(app, 'pauseExecution');
    const twice = await all(app, 'pauseExecution');
    await all(app, 'resumeExecution');
    const resumed = await all(app, 'resumeExecution');

    expect([twice.since, resumed.since]).toEqual([once.since, undefined]);
    expect(heard.flatMap((event) => (event.type === 'execution-changed' ? [event.execution.isPaused] : []))).toEqual([true, true, false, false]);
  });

  it('holds after a restart', async () => {
    const server = await startServer(onTestFinished, { secondsPerStep: 0.05 });
    const folder = await temporaryFolder(onTestFinished);
    const first = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
    await addServer(first, server);
    const started = await startPlan(first, seeds('1-6', 'kept'));
    const stopped = await all(first, 'pauseExecution');
    await first.close();

    const second = await startApp(folder, { GRIDSCOPE_ENGINE: 'off' });
    onTestFinished(() => second.close());
    await eventually('the server is ready', async () => (await second.api.request(endpoints.listServers, {})).items.every((known) => known.state === 'ready'));
    await quiet(second);
    const rest = await all(second, 'getExecution');
    await all(second, 'resumeExecution');

    expect(rest).toMatchObject({ isPaused: true, since: stopped.since });
    expect(rest.counts.waiting).toBeGreaterThan(0);
    expect((await finishedPlan(second.api, started.id)).counts.done).toBe(6);
  });
});

describe('cancelling everything', () => {
  it('cancels every plan that is not done, and brings exactly those back', async () => {
    const app = await slowStudio();
    const before = await startPlan(app, seeds('31-33', 'cancelled before'));
    await app.api.request(endpoints.cancelPlan, { parameters: { planId: before.id } });
    const running = await startPlan(app, seeds('1-6', 'running'));
    const paused = await startPlan(app, seeds('11-16', 'paused'));
    await app.api.request(endpoints.pausePlan, { parameters: { planId: paused.id } });

    const cancelled = await all(app, 'cancelExecution');
    const again = await all(app, 'cancelExecution');
    const states = [(await plan(app, running.id)).state, (await plan(app, paused.id)).state];
    await all(app, 'undoCancelExecution');

    expect([cancelled.planCount, again.planCount, states]).toEqual([0, 0, ['cancelled', 'cancelled']]);
    expect([(await plan(app, before.id)).state, (await plan(app, paused.id)).state]).toEqual(['cancelled', 'paused']);
    expect((await finishedPlan(app.api, running.id)).counts).toMatchObject({ done: 6, cancelled: 0 });
  });

  it('is one cancelling, and undone as one, where it is asked for twice at once', async () => {
    const app = await slowStudio();
    await all(app, 'pauseExecution');
    for (const place of [1, 2, 3, 4]) await startPlan(app, seeds(`${place}1-${place}3`, `number ${place}`));

    await Promise.all([all(app, 'cancelExecution'), all(app, 'cancelExecution')]);
    const cancelled = await all(app, 'getExecution');
    await all(app, 'undoCancelExecution');

    expect(cancelled.planCount).toBe(0);
    expect(await all(app, 'getExecution')).toMatchObject({ planCount: 4, counts: { waiting: 12, cancelled: 0 } });
  });
});

it('puts the failed cells of every experiment back, and not those that were cancelled', async () => {
  const faults = { failNodes: [{ classType: 'KSampler', when: { steps: 3 }, exceptionType: 'ValueError', message: 'three steps are too many' }] };
  const app = await slowStudio({ faults });
  const failing = (name: string, cfg: string) => smallDraft({ name, servers: 'all', axes: [{ input: 'KSampler.cfg', values: cfg }, { input: 'KSampler.steps', values: '2, 3' }] });
  const first = await finishedPlan(app.api, (await startPlan(app, failing('first', '4'))).id);
  const second = await startPlan(app, failing('second', '5'));
  const [cancelled] = await cellsOf(app.api, second.id);
  await app.api.request(endpoints.stopCell, { parameters: { cellId: cancelled?.id ?? '' } });
  await finishedPlan(app.api, second.id);
  await all(app, 'pauseExecution');

  const view = await all(app, 'retryFailedExecution');

  expect(first.counts).toMatchObject({ done: 1, failed: 1 });
  expect(view).toMatchObject({ planCount: 2, counts: { waiting: 2, failed: 0, cancelled: 1 } });
});

it('leaves the failed cells of a cancelled plan as they are: nothing would draw them', async () => {
  const app = await slowStudio({ secondsPerStep: 0.5, faults: { failNodes: [{ classType: 'KSampler', when: { seed: 1 }, exceptionType: 'ValueError', message: 'no ones' }] } });
  const started = await startPlan(app, seeds('1-3', 'broken'));
  await eventually('a cell has failed', async () => (await plan(app, started.id)).counts.failed > 0);
  await app.api.request(endpoints.cancelPlan, { parameters: { planId: started.id } });
  const cancelled = await plan(app, started.id);

  await all(app, 'retryFailedExecution');

  expect(await plan(app, started.id)).toMatchObject({ state: 'cancelled', counts: cancelled.counts });
});
