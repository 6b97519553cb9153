import { expect, it } from 'vitest';
import { fakePage } from '../testing/fake-page';
import { idOf, serverView } from '../testing/things';
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

it('shows the preview of the cell that a server draws until it draws another', async () => {
  const working = { planId: idOf(1001), cellId: idOf(3), index: 3, experimentName: 'steps', label: '8', progress: 0 };
  const { socket } = fakePage({ 'GET /servers': () => ({ items: [serverView({ working })], found: [] }) });
  const store = useServerStore();
  await store.load();

  socket.hearEvent({ type: 'cell-previewed', planId: idOf(1001), cellId: idOf(3), index: 3, progress: 0.25, preview: 'data:image/png;base64,AA==' });
  socket.hearEvent({ type: 'cell-previewed', planId: idOf(1001), cellId: idOf(3), index: 3, progress: 0.5 });
  socket.hearEvent({ type: 'cell-previewed', planId: idOf(1001), cellId: idOf(4), index: 4, progress: 0.9 });
  expect(store.previews.get(idOf(501))).toEqual({ progress: 0.5, preview: 'data:image/png;base64,AA==' });
  socket.hearEvent({ type: 'server-changed', server: serverView({ working: { ...working, cellId: idOf(4) } }) });

  expect(store.previews.size).toBe(0);
});
