import { expect, it } from 'vitest';
import { fakePage } from '../testing/fake-page';
import { idOf, serverView } from '../testing/things';
import { memoryUsed, withSample } from './server-history';
import { useServerStore } from './useServerStore';

it('no longer offers a found server that was added', async () => {
  fakePage({
    'GET /servers': () => ({ items: [], found: [{ url: 'http://127.0.0.1:8188', version: '0.33.0' }] }),
    'POST /servers': () => serverView({ url: 'http://127.0.0.1:8188/' }),
  });
  const store = useServerStore();
  await store.load();

  await store.add({ url: 'http://127.0.0.1:8188' });

  expect(store.found).toEqual([]);
  expect(store.servers.map(({ name }) => name)).toEqual(['workstation']);
});

it('follows events and can take a server off the screen and back', async () => {
  const { socket } = fakePage({ 'GET /servers': () => ({ items: [serverView()], found: [] }) });
  const store = useServerStore();
  await store.load();

  socket.hearEvent({ type: 'server-changed', server: serverView({ state: 'unreachable', reason: 'It does not answer.' }) });
  expect(store.servers[0]?.reason).toBe('It does not answer.');
  store.hide(idOf(501));
  expect(store.servers).toEqual([]);
  store.restore(idOf(501));
  socket.hearEvent({ type: 'server-deleted', serverId: idOf(501) });

  expect(store.servers).toEqual([]);
});

it('keeps what a server said for ten minutes', () => {
  const old = withSample([], serverView({ queueRemaining: 1 }), 0);

  const samples = withSample(withSample(old, serverView({ queueRemaining: 2 }), 300_000), serverView({ queueRemaining: 3 }), 600_001);

  expect(samples.map(({ queue }) => queue)).toEqual([2, 3]);
});

it.each([
  ['of the first device', serverView({ devices: [{ name: 'GPU', type: 'cuda', vramTotalBytes: 100, vramFreeBytes: 25 }], ramTotalBytes: 10, ramFreeBytes: 10 }), 0.75],
  ['of the machine where no device says', serverView({ devices: [{ name: 'cpu', type: 'cpu' }], ramTotalBytes: 10, ramFreeBytes: 4 }), 0.6],
  ['unknown where neither says', serverView(), undefined],
])('takes the memory in use %s', (_, server, used) => {
  expect(memoryUsed(server)).toBe(used);
});
