import { unwatchChannel, unwatchServersChannel, watchChannel, watchServersChannel } from '@gridscope/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSocket } from '../testing/fake-socket';
import { idOf, serverView } from '../testing/things';
import { EventStream } from './socket';

const watcher = (sequenceReached: () => number = () => 0) => ({ sequenceReached, caughtUp: vi.fn() });

it('hands an event to those who asked for its type, until they stop', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  const [changed, deleted] = [vi.fn(), vi.fn()];
  const stop = events.on('server-changed', changed);
  events.on('server-deleted', deleted);

  socket.hearEvent({ type: 'server-changed', server: serverView() });
  stop();
  socket.hearEvent({ type: 'server-changed', server: serverView() });

  expect(changed).toHaveBeenCalledOnce();
  expect(deleted).not.toHaveBeenCalled();
});

it('watches a plan again after a reconnect, from the sequence reached by then', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  let sequence = 0;
  socket.open();
  events.watchPlan(idOf(1), watcher(() => sequence));

  sequence = 41;
  socket.lose();
  socket.open();

  expect(socket.sent).toEqual([
    { name: watchChannel, payload: { planId: idOf(1), after: 0 } },
    { name: watchChannel, payload: { planId: idOf(1), after: 41 } },
  ]);
});

it('watches again and has everything read anew when the API says that events were lost', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  const lost = vi.fn();
  socket.open();
  events.watchPlan(idOf(1), watcher(() => 7));
  events.watchServers();
  events.onNewsLost(lost);

  socket.hearEvent({ type: 'news-lost' });

  expect(socket.sent.slice(2)).toEqual([{ name: watchChannel, payload: { planId: idOf(1), after: 7 } }, { name: watchServersChannel, payload: {} }]);
  expect(lost).toHaveBeenCalledOnce();
});

it.each([
  ['tells up to where everything was sent', { sequence: 12 }, [[12]]],
  ['says nothing where the plan could not be read', { error: 'The plan could not be read.' }, []],
])('%s', (_, answer, heard) => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  const watching = watcher();
  socket.open();
  events.watchPlan(idOf(1), watching);

  socket.acknowledge(answer);

  expect(watching.caughtUp.mock.calls).toEqual(heard);
});

it('watches servers once, until the last who looks has left', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  socket.open();

  const [leave, leaveToo] = [events.watchServers(), events.watchServers()];
  leave();
  leaveToo();

  expect(socket.sent.map(({ name }) => name)).toEqual([watchServersChannel, unwatchServersChannel]);
});

it('stops watching a plan that nobody looks at', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  socket.open();

  events.watchPlan(idOf(1), watcher())();
  socket.lose();
  socket.open();

  expect(socket.sent.map(({ name }) => name)).toEqual([watchChannel, unwatchChannel]);
});

it('has read anew what was read before the connection was there, since its news were not heard', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  const readAgain = vi.fn();
  events.onNewsLost(readAgain);

  socket.open();

  expect(readAgain).toHaveBeenCalledOnce();
});

it('says since when the connection is lost, and calls back only when it is there again', () => {
  const socket = new FakeSocket();
  let nowMs = 1_000;
  const events = new EventStream(socket, () => nowMs);
  const reconnected = vi.fn();
  socket.open();
  events.onNewsLost(reconnected);

  socket.lose();
  nowMs = 2_000;
  socket.lose();
  expect(events.connection.value).toEqual({ state: 'lost', sinceMs: 1_000 });
  socket.open();

  expect(reconnected).toHaveBeenCalledOnce();
  expect(events.connection.value).toEqual({ state: 'connected' });
});

it('tries again when told to, unless it is connected', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);

  events.retry();
  socket.open();
  events.retry();

  expect(socket.reconnects).toBe(1);
});

it('connects again by itself when the server has closed the connection', () => {
  const socket = new FakeSocket();
  const events = new EventStream(socket);
  socket.open();

  socket.lose('io server disconnect');

  expect(events.connection.value.state).toBe('lost');
  expect(socket.reconnects).toBe(1);
});

describe('a plan that could not be read', () => {
  const refusal = { error: 'The plan could not be read.' };
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watching() {
    const socket = new FakeSocket();
    const events = new EventStream(socket);
    socket.open();
    const leave = events.watchPlan(idOf(1), watcher());
    return { socket, events, leave, asked: () => socket.sent.filter(({ name }) => name === watchChannel).length };
  }

  it('is asked for every 2 s until it is read', () => {
    const { socket, asked } = watching();

    socket.acknowledge(refusal);
    vi.advanceTimersByTime(2_000);
    socket.acknowledge(refusal);
    vi.advanceTimersByTime(2_000);
    socket.acknowledge({ sequence: 12 });
    vi.advanceTimersByTime(60_000);

    expect(asked()).toBe(3);
  });

  it('is asked for once, however many questions were refused', () => {
    const { socket, events, asked } = watching();
    events.askForPlan(idOf(1));

    socket.acknowledge(refusal);
    vi.advanceTimersByTime(60_000);

    expect(asked()).toBe(3);
  });

  it.each<[string, (page: ReturnType<typeof watching>) => void]>([
    ['nobody looks at', ({ leave }) => leave()],
    ['somebody else looks at now', ({ events }) => void events.watchPlan(idOf(1), watcher())],
    ['there is no connection for', ({ socket }) => socket.lose()],
  ])('is not asked for again where %s', (_, happen) => {
    const page = watching();
    page.socket.acknowledge(refusal);

    happen(page);
    const before = page.asked();
    vi.advanceTimersByTime(60_000);

    expect(page.asked()).toBe(before);
  });
});
