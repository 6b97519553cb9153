import { afterEach, describe, expect, it } from 'vitest';
import { ScriptedComfyServer } from '../../../../test/fakes/scripted-comfy-server.js';
import { ComfyClient } from './comfy-client.js';

const OURS = '11111111-1111-4111-8111-111111111111';
const THEIRS = '22222222-2222-4222-8222-222222222222';

let server: ScriptedComfyServer;
let client: ComfyClient;

async function setUp(version: string | undefined): Promise<void> {
  server = await ScriptedComfyServer.start({ version });
  client = new ComfyClient({ baseUrl: server.url });
}

afterEach(async () => {
  client.close();
  await server.stop();
});

const sent = (route: string) => server.seen(route).map((request) => request.text);
const stops = () => server.requests.filter((request) => request.method === 'POST').map((request) => `${request.path} ${request.text}`.trim());

describe.each([['0.3.45'], ['0.3.57'], ['0.25.0'], ['0.33.0'], [undefined]])('version %s', (version) => {
  it('stops nothing when our prompt is gone and somebody else\'s runs', async () => {
    await setUp(version);
    server.addForeign(THEIRS, 'running');

    expect(await client.cancel(OURS)).toEqual({ outcome: 'not-there' });

    expect(stops()).toEqual([]);
  });

  it('never interrupts while our prompt waits and somebody else\'s runs', async () => {
    await setUp(version);
    server.addForeign(THEIRS, 'running');
    server.addForeign(OURS, 'pending');
    server.script(`POST /api/jobs/${OURS}/cancel`, () => (version === '0.33.0' ? { json: { cancelled: true } } : undefined));

    expect(await client.cancel(OURS)).toEqual({ outcome: 'removed' });

    expect(sent('POST /interrupt')).toEqual([]);
  });
});

it('cancels by id where the server can', async () => {
  await setUp('0.26.0');
  server.addForeign(OURS, 'running');
  server.script(`POST /api/jobs/${OURS}/cancel`, { json: { cancelled: true } });

  expect(await client.cancel(OURS)).toEqual({ outcome: 'interrupting' });

  expect(stops()).toEqual([`/api/jobs/${OURS}/cancel`]);
});

it('says that it was too late when the run ended while it was being cancelled', async () => {
  await setUp('0.26.0');
  server.addForeign(OURS, 'running');
  server.script(`POST /api/jobs/${OURS}/cancel`, { json: { cancelled: false } });

  expect(await client.cancel(OURS)).toEqual({ outcome: 'not-there' });
});

it('falls back where a proxy or a fork lacks the cancel route', async () => {
  await setUp('0.26.0');
  server.addForeign(OURS, 'running');

  expect(await client.cancel(OURS)).toEqual({ outcome: 'interrupting' });

  expect(sent('POST /interrupt')).toEqual([`{"prompt_id":"${OURS}"}`]);
});

it('interrupts by id from 0.3.57 on', async () => {
  await setUp('0.3.57');
  server.addForeign(OURS, 'running');

  expect(await client.cancel(OURS)).toEqual({ outcome: 'interrupting' });

  expect(stops()).toEqual([`/interrupt {"prompt_id":"${OURS}"}`]);
});

it('interrupts without an id before, only while ours runs, and says what else that may have hit', async () => {
  await setUp('0.3.56');
  server.addForeign(OURS, 'running');

  expect(await client.cancel(OURS)).toEqual({ outcome: 'interrupting', caution: expect.stringContaining("somebody else's") });

  expect(stops()).toEqual(['/interrupt {}']);
});

it('does not interrupt without an id when ours ended in the meantime', async () => {
  await setUp('0.3.56');
  server.addForeign(OURS, 'running');
  let looks = 0;
  server.script('GET /queue', () => {
    looks += 1;
    if (looks === 2) server.addForeign(THEIRS, 'running');
    return undefined;
  });

  expect(await client.cancel(OURS)).toEqual({ outcome: 'not-there' });

  expect(sent('POST /interrupt')).toEqual([]);
});

it('interrupts a prompt that started while it was being taken out of the queue', async () => {
  await setUp('0.3.57');
  server.addForeign(OURS, 'pending');
  server.script('POST /queue', () => {
    server.begin(OURS);
    return { text: '' };
  });

  expect(await client.cancel(OURS)).toEqual({ outcome: 'interrupting' });

  expect(stops()).toEqual([`/queue {"delete":["${OURS}"]}`, `/interrupt {"prompt_id":"${OURS}"}`]);
});
