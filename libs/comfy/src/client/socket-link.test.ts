import { afterEach, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../../test/fakes/manual-clock.js';
import { ScriptedComfyServer } from '../../../../test/fakes/scripted-comfy-server.js';
import { SocketLink, type SocketLinkOptions } from './socket-link.js';

let server: ScriptedComfyServer;
let link: SocketLink;
let clock: ManualClock;
const heard: string[] = [];

async function setUp(options: Partial<SocketLinkOptions> = {}): Promise<void> {
  server = await ScriptedComfyServer.start();
  clock = new ManualClock();
  heard.length = 0;
  const url = `${server.url.replace('http', 'ws')}/ws?clientId=c1`;
  link = new SocketLink({ url: () => url, headers: {}, clock, random: () => 0, onText: (text) => heard.push(text), onFrame: () => undefined, onOpen: () => undefined, onLost: () => undefined, ...options });
}

afterEach(async () => {
  link.close();
  await server.stop();
});

const isOpen = () => vi.waitFor(() => { expect(link.state.state).toBe('open'); expect(heard).not.toEqual([]); });
const isWaiting = () => vi.waitFor(() => expect(link.state.state).toBe('waiting'));

it('says first that it reads the metadata of previews', async () => {
  await setUp();

  link.open();

  await vi.waitFor(() => expect(server.sockets[0]?.heard).toEqual(['{"type":"feature_flags","data":{"supports_preview_metadata":true}}']));
  expect(server.sockets[0]?.clientId).toBe('c1');
});

it('sends the extra headers with the socket', async () => {
  await setUp({ headers: { 'x-token': 'secret' } });

  link.open();
  await isOpen();

  expect(server.sockets[0]?.headers['x-token']).toBe('secret');
});

it('connects anew after a cut, with a delay that starts small again once the server spoke', async () => {
  await setUp();
  link.open();
  await isOpen();

  for (const round of [2, 3]) {
    server.cutSockets();
    await isWaiting();
    expect(link.state).toMatchObject({ delayMs: 250 });
    heard.length = 0;
    clock.advance(250);
    await isOpen();
    expect(server.socketsOpened).toBe(round);
  }

  expect(server.mostSocketsOpen).toBe(1);
});

it('asks ever more seldom while it is refused, and says why', async () => {
  await setUp();
  server.refuseSockets = 503;
  link.open();

  const delays: number[] = [];
  for (let round = 0; round < 4; round += 1) {
    await isWaiting();
    const { state } = link;
    if (state.state === 'waiting') delays.push(state.delayMs);
    clock.advance(state.state === 'waiting' ? state.delayMs : 0);
  }
  await isWaiting();

  expect(delays).toEqual([250, 500, 1_000, 2_000]);
  expect(link.state).toMatchObject({ failure: 'Unexpected server response: 503' });
});

it('never has two sockets at a time when it starts over', async () => {
  await setUp();
  link.open();
  await isOpen();

  link.restart();
  link.restart();
  await vi.waitFor(() => expect(server.socketsOpened).toBe(2));
  await isOpen();

  expect(server.mostSocketsOpen).toBe(1);
});

it('gives up by force a socket that does not close in peace, before it opens another', async () => {
  await setUp({ closeTimeoutMs: 2_000 });
  link.open();
  await isOpen();
  server.sockets[0]?.socket.pause();

  link.restart();
  expect(link.state.state).toBe('closing');
  clock.advance(2_000);

  await vi.waitFor(() => expect(server.socketsOpened).toBe(2));
});

it('pings, and gives a socket up whose ping is not answered', async () => {
  await setUp({ pingMs: 20_000 });
  link.open();
  await isOpen();
  const pings = vi.fn();
  server.sockets[0]?.socket.on('ping', pings);

  clock.advance(20_000);
  await vi.waitFor(() => expect(pings).toHaveBeenCalledTimes(1));
  server.sockets[0]?.socket.pause();
  clock.advance(20_000);
  clock.advance(20_000);

  await isWaiting();
});

it('keeps a socket whose pings are answered', async () => {
  await setUp({ pingMs: 20_000 });
  link.open();
  await isOpen();
  let pings = 0;
  server.sockets[0]?.socket.on('ping', () => { pings += 1; });

  for (let round = 1; round <= 3; round += 1) {
    clock.advance(20_000);
    await vi.waitFor(() => expect(pings).toBe(round));
    server.say('round', round);
    await vi.waitFor(() => expect(heard.at(-1)).toContain(`"data":${round}`));
  }

  expect(link.state.state).toBe('open');
});

it('does not come back after it was closed, nor leave a timer', async () => {
  await setUp();
  link.open();
  await isOpen();

  link.close();
  await vi.waitFor(() => expect(server.sockets).toEqual([]));
  await vi.waitFor(() => expect(link.state.state).toBe('closed'));

  expect(clock.dueInMs).toEqual([]);
});

it('can be closed while it waits, and opened again', async () => {
  await setUp();
  server.refuseSockets = 503;
  link.open();
  await isWaiting();

  link.close();
  expect(link.state.state).toBe('closed');
  server.refuseSockets = undefined;
  link.open();

  await isOpen();
});

it('tells when its first attempt is over, also when it failed', async () => {
  await setUp();
  server.refuseSockets = 403;
  link.open();

  await link.attempted();

  expect(link.state.state).toBe('waiting');
});

it('says that a connection which stood went away, and not that it was closed by us', async () => {
  let losses = 0;
  await setUp({ onLost: () => { losses += 1; } });
  link.open();
  await isOpen();

  server.cutSockets();
  await isWaiting();
  link.close();

  expect(losses).toBe(1);
});
