import { ApiClient, eventChannel, watchChannel, type CellView } from '@gridscope/contract';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { apiKey } from '../services/api';
import { EventStream, eventsKey, type SocketLike } from '../services/socket';
import { useCellStore } from './useCellStore';

const planId = '0192f0c0-0000-7000-8000-000000000002';
const waiting = (index: number, sequence: number): CellView => ({ id: `0192f0c0-0000-7000-8000-00000000001${index}`, planId, isStarred: false, index, sequence, state: 'waiting' });

/** A socket that is connected, remembers what is sent and says what a test says. */
function fakeSocket() {
  const listeners = new Map<string, (payload: unknown) => void>();
  const sent: [string, object][] = [];
  const socket: SocketLike = { connected: true, on: (name, listener) => listeners.set(name, listener), emit: (name, payload) => sent.push([name, payload]), connect: () => undefined };
  return { socket, sent, hear: (payload: unknown) => listeners.get(eventChannel)?.(payload) };
}

function opened(answers: (address: URL) => object) {
  const asked: string[] = [];
  const api = new ApiClient({
    baseUrl: 'http://gridscope',
    fetch: async (input) => {
      const address = new URL(String(input));
      asked.push(`${address.pathname}${address.search}`);
      return Response.json(answers(address));
    },
  });
  const { socket, sent, hear } = fakeSocket();
  let store: ReturnType<typeof useCellStore> | undefined;
  mount(defineComponent({ setup: () => { store = useCellStore(); return () => h('div'); } }), { global: { plugins: [createPinia()], provide: { [apiKey]: api, [eventsKey]: new EventStream(socket) } } });
  if (store === undefined) throw new Error('There is no store.');
  return { store, asked, sent, hear };
}

describe('useCellStore', () => {
  it('reads a plan a page at a time, then hears what changes after it', async () => {
    const { store, sent } = opened((address) => (address.searchParams.get('after') === '0' ? { items: [waiting(0, 1), waiting(1, 2)], next: 2, sequence: 3 } : { items: [waiting(2, 3)], sequence: 3 }));

    await store.load(planId);
    store.watch(planId);

    expect(store.cellsOf(planId).all().map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(sent).toEqual([[watchChannel, { planId, after: 3 }]]);
  });

  it('asks for what it has not heard when an event begins after a gap', async () => {
    vi.useFakeTimers();
    const { store, sent, hear } = opened(() => ({ items: [waiting(0, 1)], sequence: 1 }));
    await store.load(planId);
    store.watch(planId);

    hear({ type: 'cells-changed', planId, cells: [waiting(1, 5)], after: 4 });
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();

    expect(sent).toEqual([[watchChannel, { planId, after: 1 }], [watchChannel, { planId, after: 1 }]]);
  });

  it('asks for nothing as long as every event follows the one before', async () => {
    vi.useFakeTimers();
    const { store, sent, hear } = opened(() => ({ items: [waiting(0, 1)], sequence: 1 }));
    await store.load(planId);
    store.watch(planId);

    hear({ type: 'cells-changed', planId, cells: [waiting(1, 5)], after: 1 });
    hear({ type: 'cells-changed', planId, cells: [waiting(1, 9)], after: 5 });
    vi.advanceTimersByTime(5_000);
    vi.useRealTimers();

    expect(sent).toHaveLength(1);
  });

  it('takes changed cells and previews from events', async () => {
    const { store, hear } = opened(() => ({ items: [waiting(0, 1)], sequence: 1 }));
    await store.load(planId);

    hear({ type: 'cells-changed', planId, cells: [{ ...waiting(0, 2), state: 'running', serverName: 'engine', progress: 0 }] });
    hear({ type: 'cell-previewed', planId, cellId: waiting(0, 1).id, index: 0, progress: 0.5, preview: 'data:image/png;base64,AA==' });

    expect(store.cellsOf(planId).at(0)?.state).toBe('running');
    expect(store.cellsOf(planId).previewAt(0)?.progress).toBe(0.5);
  });

  it('asks for the other state of the star', async () => {
    const { store, asked } = opened(() => ({ ...waiting(0, 5), isStarred: true }));

    await store.star(waiting(0, 1));

    expect(asked).toEqual([`/api/v1/cells/${waiting(0, 1).id}/star`]);
    expect(store.cellsOf(planId).at(0)?.isStarred).toBe(true);
  });
});
