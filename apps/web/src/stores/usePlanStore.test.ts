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
