import { expect, it } from 'vitest';
import { fakePage } from '../testing/fake-page';
import { counts, planView } from '../testing/things';
import { usePlanStore } from './usePlanStore';

const { id } = planView();
const done = planView({ sequence: 9, state: 'done', counts: counts({ done: 6 }) });

it('moves a plan by its news, and not by older ones', async () => {
  const { socket } = fakePage({ [`GET /plans/${id}`]: () => planView({ sequence: 3 }) });
  const plans = usePlanStore();
  await plans.load(id);

  socket.hearEvent({ type: 'plan-changed', plan: done });
  socket.hearEvent({ type: 'plan-changed', plan: planView({ sequence: 5 }) });

  expect(plans.byId.get(id)).toMatchObject({ state: 'done', sequence: 9 });
});

it('keeps news that came while an older answer was on its way', async () => {
  const { socket } = fakePage({
    [`GET /plans/${id}`]: () => {
      socket.hearEvent({ type: 'plan-changed', plan: done });
      return planView({ sequence: 3, name: 'of the answer' });
    },
  });
  const plans = usePlanStore();

  await plans.load(id);

  expect(plans.byId.get(id)).toMatchObject({ name: 'of the answer', state: 'done', counts: { done: 6 }, sequence: 9 });
});

it('keeps the newer of two answers, in whichever order they come', async () => {
  const answers = [done, planView({ sequence: 3 })];
  fakePage({ [`GET /plans/${id}`]: () => answers.shift() ?? done });
  const plans = usePlanStore();

  await plans.load(id);
  await plans.load(id);

  expect(plans.byId.get(id)).toMatchObject({ state: 'done', sequence: 9 });
});

it('stays paused when an answer of the same sequence was read before the pause', async () => {
  const { socket } = fakePage({
    [`GET /plans/${id}`]: () => {
      socket.hearEvent({ type: 'plan-changed', plan: planView({ sequence: 3, state: 'paused' }) });
      return planView({ sequence: 3, state: 'running' });
    },
  });
  const plans = usePlanStore();

  await plans.load(id);

  expect(plans.byId.get(id)?.state).toBe('paused');
});

it('takes over an answer of the same sequence as what was heard before it was asked for', async () => {
  const { socket } = fakePage({ [`POST /plans/${id}/pause`]: () => planView({ sequence: 3, state: 'paused' }) });
  const plans = usePlanStore();
  socket.hearEvent({ type: 'plan-changed', plan: planView({ sequence: 3, state: 'running' }) });

  await plans.pause(id);

  expect(plans.byId.get(id)?.state).toBe('paused');
});

it.each([
  ['a pause', `POST /plans/${id}/pause`, (plans: ReturnType<typeof usePlanStore>) => plans.pause(id)],
  ['another priority', `PATCH /plans/${id}`, (plans: ReturnType<typeof usePlanStore>) => plans.change(id, { priority: 10 })],
  ['skipping', `POST /plans/${id}/skip`, (plans: ReturnType<typeof usePlanStore>) => plans.skip(id, { isSkipped: true, cells: [id] })],
])('keeps newer news than the answer to %s', async (_, route, act) => {
  const { socket } = fakePage({
    [`GET /plans/${id}`]: () => planView({ sequence: 3 }),
    [route]: () => {
      socket.hearEvent({ type: 'plan-changed', plan: done });
      return planView({ sequence: 8, counts: counts({ done: 5, running: 1 }) });
    },
  });
  const plans = usePlanStore();
  await plans.load(id);

  await act(plans);

  expect(plans.byId.get(id)).toMatchObject({ state: 'done', counts: { done: 6, running: 0 }, sequence: 9 });
});

it('keeps the newest of several processes’ news for a plan that is not read yet', async () => {
  const { socket } = fakePage({ [`GET /plans/${id}`]: () => planView({ sequence: 3 }) });
  const plans = usePlanStore();

  socket.hearEvent({ type: 'plan-changed', plan: done });
  socket.hearEvent({ type: 'plan-changed', plan: planView({ sequence: 5 }) });
  await plans.load(id);

  expect(plans.byId.get(id)).toMatchObject({ state: 'done', sequence: 9 });
});
