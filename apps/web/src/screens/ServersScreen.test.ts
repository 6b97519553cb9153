import type { ServerView } from '@gridscope/contract';
import { flushPromises, type VueWrapper } from '@vue/test-utils';
import { afterEach, expect, it, vi } from 'vitest';
import { Refusal } from '../testing/fake-api';
import { mountOnPage } from '../testing/fake-page';
import { idOf, serverView } from '../testing/things';
import ServersScreen from './ServersScreen.vue';

const timeline = ({ query }: { query: Record<string, string> }) => ({ spans: [], from: Number(query.from), to: Number(query.to) });
let page: VueWrapper | undefined;

afterEach(() => {
  page?.unmount();
  page = undefined;
  vi.useRealTimers();
});

async function mounted(server: ServerView | Refusal, routes: Parameters<typeof mountOnPage>[1] = {}) {
  const made = await mountOnPage(ServersScreen, { 'GET /servers': () => (server instanceof Refusal ? server : { items: [server], found: [] }), 'GET /servers/:serverId/timeline': timeline, ...routes });
  page = made.page;
  return made;
}

const named = (wrapper: VueWrapper, name: string) => wrapper.findAll('button').find((button) => (button.attributes('aria-label') ?? button.text()) === name);

it('drains a server, and offers to use it again once it is drained', async () => {
  const { page: screen, calls } = await mounted(serverView(), { 'POST /servers/:serverId/drain': () => serverView({ isDraining: true }) });

  await named(screen, 'Drain workstation')?.trigger('click');
  await flushPromises();

  expect(calls.map(({ route }) => route)).toContain('POST /servers/:serverId/drain');
  expect(screen.text()).toContain('Drained: it is given nothing until you use it again.');
  expect(named(screen, 'Use again: workstation')).toBeDefined();
});

it('reads what servers did in the time that is chosen', async () => {
  const { page: screen, calls } = await mounted(serverView());
  const spans = () => calls.filter(({ route }) => route === 'GET /servers/:serverId/timeline').map(({ query }) => (Number(query.to) - Number(query.from)) / 60_000);
  await flushPromises();

  await screen.findAll('[role=radio]').find((radio) => radio.text() === 'hour')?.trigger('click');
  await flushPromises();

  expect([...new Set(spans())]).toEqual([10, 60]);
});

it('has previews sent while it is open, and no longer', async () => {
  const { page: screen, socket } = await mounted(serverView());

  socket.open();
  screen.unmount();

  expect(socket.sent.map(({ name }) => name)).toEqual(['watch-servers', 'unwatch-servers']);
});

it('shows the cell at work and how far it is', async () => {
  const { page: screen, socket } = await mounted(serverView({ seatsTaken: 1, working: { planId: idOf(1001), cellId: idOf(3), index: 2, experimentName: 'steps', label: '8 · euler', progress: 0.1 } }));

  socket.hearEvent({ type: 'cell-previewed', planId: idOf(1001), cellId: idOf(3), index: 2, progress: 0.5 });
  await flushPromises();

  expect(screen.text()).toContain('8 · euler');
  expect(screen.get('[role=progressbar]').attributes('aria-label')).toBe('50 % of the cell drawn');
  expect(screen.get('[role=img][aria-label$="seats taken"]').attributes('aria-label')).toBe('1 of 2 seats taken');
});

it('says why the servers could not be read', async () => {
  const { page: screen } = await mounted(new Refusal(503, 'The database does not answer.'));

  expect(screen.text()).toContain('The database does not answer.');
});

it('keeps showing what it knew when it cannot be read again, says so, and reads it again', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const answers: unknown[] = [{ items: [serverView()], found: [] }, new Refusal(503, 'The database does not answer.'), { items: [serverView({ name: 'garage' })], found: [] }];
  const { page: screen, socket } = await mounted(serverView(), { 'GET /servers': () => answers.shift() });

  socket.open();
  await flushPromises();
  expect(screen.text()).toContain('What you see may be older, and is read again by itself. The database does not answer.');
  expect(named(screen, 'Drain workstation')).toBeDefined();
  await vi.advanceTimersByTimeAsync(2_000);
  await flushPromises();

  expect(screen.text()).not.toContain('The database does not answer.');
  expect(named(screen, 'Drain garage')).toBeDefined();
});
