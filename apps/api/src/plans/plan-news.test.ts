import { endpoints, type Event } from '@gridscope/contract';
import { expect, it, onTestFinished } from 'vitest';
import { smallDraft } from '../../../../test/support/drafts.js';
import { eventually } from '../../../../test/support/eventually.js';
import { cellsOf } from '../../../../test/support/finish-plan.js';
import { startApp, temporaryFolder } from '../../../../test/support/start-app.js';
import { drawPlan, startPlan } from '../../../../test/support/start-plan.js';
import { Bus } from '../bus/bus.js';
import { EventsService } from '../events/events.service.js';

it('tells every cell as it ends up, by rising numbers, then that the plan and its experiment are done', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  const heard: Event[] = [];
  app.nest.get(EventsService).listen((event) => heard.push(event));

  const started = await startPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-6' }] }));
  // The experiment is read a moment after its plan: either may be said to be done first.
  await eventually('the experiment is said to be done', async () => heard.some((event) => event.type === 'experiment-changed' && event.experiment.state === 'done'));
  await eventually('its plan is said to be done', async () => heard.some((event) => event.type === 'plan-changed' && event.plan.state === 'done'));

  const cells = heard.flatMap((event) => (event.type === 'cells-changed' ? event.cells : []));
  const last = new Map(cells.map((cell) => [cell.index, cell.state]));
  expect([...last].sort(([a], [b]) => a - b)).toEqual([0, 1, 2, 3, 4, 5].map((index) => [index, 'done']));
  const plan = await app.api.request(endpoints.getPlan, { parameters: { planId: started.id } });
  expect(Math.max(...cells.map((cell) => cell.sequence))).toBe(plan.sequence);
  expect(heard.findLast((event) => event.type === 'plan-changed')).toMatchObject({ plan: { id: started.id, state: 'done', counts: { done: 6 } } });
});

it('does not tell once more what another process has told', async () => {
  const app = await startApp(await temporaryFolder(onTestFinished));
  onTestFinished(() => app.close());
  const plan = await drawPlan(app, smallDraft({ axes: [{ input: 'KSampler.seed', values: '1-2' }] }));
  const heard: Event[] = [];
  app.nest.get(EventsService).listen((event) => heard.push(event));
  const [first, second] = await cellsOf(app.api, plan.id);
  const star = (cellId = '') => app.api.request(endpoints.starCell, { parameters: { cellId }, body: { isStarred: true } });

  app.nest.get(Bus).publish({ type: 'cells-told', planId: plan.id, upTo: plan.sequence + 1 });
  await star(first?.id);
  await star(second?.id);
  const starred = () => heard.flatMap((event) => (event.type === 'cells-changed' ? event.cells.filter((cell) => cell.isStarred) : []));
  await eventually('the second is told', async () => starred().some((cell) => cell.id === second?.id));

  expect(starred().map((cell) => [cell.id, cell.sequence])).toEqual([[second?.id, plan.sequence + 2]]);
});
