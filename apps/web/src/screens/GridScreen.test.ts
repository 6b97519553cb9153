import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { watchChannel } from '@gridscope/contract';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { mountOnPage } from '../testing/fake-page';
import { experimentView, idOf, planView, serverView } from '../testing/things';
import GridScreen from './GridScreen.vue';

const refusal = new Refusal(503, 'The database does not answer.');
const cell = { id: idOf(3), planId: planView().id, index: 0, sequence: 1, isStarred: false, state: 'waiting' };
let page: VueWrapper | undefined;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  page?.unmount();
  page = undefined;
  vi.useRealTimers();
});

/** The screen, with what reading the plan answers one time after the other; the last of it for good. */
async function mounted(...answers: [unknown, ...unknown[]]) {
  const made = await mountOnPage(GridScreen, {
    'GET /plans/:id': () => (answers.length > 1 ? answers.shift() : answers[0]),
    'GET /plans/:id/cells': () => ({ items: [cell], sequence: 1 }),
    'GET /experiments/:id': () => experimentView(),
    'GET /servers': () => ({ items: [serverView()], found: [] }),
  }, { props: { planId: planView().id } });
  page = made.page;
  return { ...made, reads: () => made.calls.filter(({ route }) => route === 'GET /plans/:id').length, watches: () => made.socket.sent.filter(({ name }) => name === watchChannel).length };
}

it('opens a grid that could not be read with the next connection', async () => {
  const { page: screen, socket, watches } = await mounted(refusal, planView());
  expect(screen.text()).toContain('The grid could not be read');

  socket.open();
  await flushPromises();

  expect(screen.text()).not.toContain('The grid could not be read');
  expect(screen.text()).toContain('steps × sampler');
  expect(watches()).toBe(1);
});

it('opens a grid that could not be read after a pause', async () => {
  const { page: screen } = await mounted(refusal, planView());

  await vi.advanceTimersByTimeAsync(2_000);
  await flushPromises();

  expect(screen.text()).not.toContain('The grid could not be read');
});

it('keeps showing a grid whose plan cannot be read again, says so, and reads it again', async () => {
  const { page: screen, socket } = await mounted(planView(), refusal, planView({ name: 'read again' }));

  socket.open();
  await flushPromises();
  expect(screen.text()).toContain('What you see may be older, and is read again by itself. The database does not answer.');
  expect(screen.text()).toContain('steps × sampler');
  await vi.advanceTimersByTimeAsync(2_000);
  await flushPromises();

  expect(screen.text()).not.toContain('The database does not answer.');
  expect(screen.text()).toContain('read again');
});

it('reads nothing and watches nothing once it is left', async () => {
  const { page: screen, socket, reads, watches } = await mounted(refusal, planView());

  socket.open();
  screen.unmount();
  await flushPromises();
  await vi.advanceTimersByTimeAsync(60_000);

  expect(reads()).toBe(1);
  expect(watches()).toBe(0);
});
