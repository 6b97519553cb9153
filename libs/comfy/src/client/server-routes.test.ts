import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../../test/fakes/manual-clock.js';
import { ScriptedComfyServer, type ScriptedComfyServerOptions } from '../../../../test/fakes/scripted-comfy-server.js';
import { ComfyClient, type ComfyClientOptions } from './comfy-client.js';
import { AnswerTooLargeError, ClientClosedError, ServerAnswerError, ServerTimeoutError, ServerUnreachableError } from './comfy-error.js';

let server: ScriptedComfyServer;
let client: ComfyClient;

async function setUp(serverOptions: ScriptedComfyServerOptions = {}, options: Partial<ComfyClientOptions> = {}): Promise<void> {
  await tearDown();
  server = await ScriptedComfyServer.start(serverOptions);
  client = new ComfyClient({ baseUrl: server.url, ...options });
}

async function tearDown(): Promise<void> {
  client?.close();
  await server?.stop();
}

beforeEach(() => setUp());
afterEach(tearDown);

it('asks under the path prefix of its address', async () => {
  await setUp({ prefix: '/comfy/one' });

  expect(await client.queue()).toEqual({ running: [], pending: [] });
});

it('sends the extra headers with every request', async () => {
  await setUp({ requiredHeaders: { 'x-token': 'secret' } }, { headers: { 'x-token': 'secret' } });

  await expect(client.systemStats()).resolves.toMatchObject({ system: { comfyui_version: '0.33.0' } });
});

it('names no header in the error of a server that refuses it', async () => {
  await setUp({ requiredHeaders: { 'x-token': 'other' } }, { headers: { 'x-token': 'secret-1' } });

  const error = await client.queue().catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(ServerAnswerError);
  expect(error).toMatchObject({ status: 401, isRetryable: false, message: `ComfyUI at ${server.url} answered GET /queue with 401 (no): it wants credentials; check the headers set for this server` });
  expect(JSON.stringify(error)).not.toContain('secret-1');
});

it('does not follow a redirect with its headers', async () => {
  const elsewhere = await ScriptedComfyServer.start();
  await setUp({}, { headers: { 'x-token': 'secret' } });
  server.script('GET /queue', { status: 302, text: '', location: `${elsewhere.url}/queue` });

  await expect(client.queue()).rejects.toThrow('answered GET /queue with 302: it sends us elsewhere');

  expect(elsewhere.requests).toEqual([]);
  await elsewhere.stop();
});

it('lists the pending prompts in the order in which they will run', async () => {
  server.script('GET /queue', { json: { queue_running: [[3, 'r', {}, {}, []]], queue_pending: [[4, 'd', {}], [-1, 'b', {}], [4, 'c', {}], [-2, 'a', {}]] } });

  expect(await client.queue()).toEqual({ running: ['r'], pending: ['a', 'b', 'c', 'd'] });
});

it.each([
  ['is not running', undefined, ServerUnreachableError, /cannot be reached \(GET \/queue\): connection refused; is it running/],
  ['closes the connection in the middle of its answer', { text: '{"queue_', cut: true } as const, ServerUnreachableError, /cannot be reached/],
  ['answers 500', { status: 500, text: '500 Internal Server Error\n\nServer got itself in trouble' }, ServerAnswerError, /answered GET \/queue with 500 \(500 Internal Server Error Server got itself in trouble\)/],
  ['stands behind a proxy that cannot reach it', { status: 502, text: '' }, ServerAnswerError, /502: a proxy before it cannot reach it/],
])('throws a retryable error when the server %s', async (_, answer, type, message) => {
  if (answer === undefined) await server.stop();
  else server.script('GET /queue', answer);

  const error = await client.queue().catch((thrown: unknown) => thrown);

  expect(error).toBeInstanceOf(type);
  expect(error).toMatchObject({ isRetryable: true, serverUrl: client.serverUrl, message: expect.stringMatching(message) });
});

it.each([
  ['a page of HTML', '<html>Log in</html>'],
  ['JSON of another shape', '{"queue":[]}'],
])('says that it is no ComfyUI when the answer is %s', async (_, text) => {
  server.script('GET /queue', { text });

  await expect(client.queue()).rejects.toThrow(/a body that is not ComfyUI's .*is it a ComfyUI server\?/);
});

it('reads bare NaN in an answer', async () => {
  server.script('GET /history/p', { text: '{"p":{"prompt":[1,"p",{"3":{"class_type":"K","inputs":{"cfg":NaN}}},{},["9"]],"outputs":{},"status":null}}' });

  expect((await client.history('p'))?.prompt.workflow['3']?.inputs.cfg).toBeNaN();
});

it('says from when a time-out counts', async () => {
  const clock = new ManualClock();
  await setUp({}, { clock, requestTimeoutMs: 10_000 });
  server.script('GET /queue', { hang: true });

  const asked = client.queue();
  const outcome = expect(asked).rejects.toThrow(`ComfyUI at ${server.url} did not finish answering GET /queue within 10 s of its being sent`);
  await vi.waitFor(() => expect(server.seen('GET /queue')).toHaveLength(1));
  clock.advance(10_000);

  await outcome;
  await expect(asked).rejects.toBeInstanceOf(ServerTimeoutError);
});

it('leaves no timer behind when the answer came', async () => {
  const clock = new ManualClock();
  await setUp({}, { clock });

  await client.queue();

  expect(clock.dueInMs).toEqual([]);
});

it('stops with the reason of the caller who aborts', async () => {
  server.script('GET /queue', { hang: true });
  const abort = new AbortController();

  const asked = client.queue({ signal: abort.signal });
  const outcome = expect(asked).rejects.toThrow('no longer wanted');
  await vi.waitFor(() => expect(server.seen('GET /queue')).toHaveLength(1));
  abort.abort(new Error('no longer wanted'));

  await outcome;
});

it('sends nothing for a caller who has aborted already', async () => {
  await expect(client.queue({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');

  expect(server.requests).toEqual([]);
});

it('refuses to ask anything more once it is closed', async () => {
  client.close();

  await expect(client.queue()).rejects.toBeInstanceOf(ClientClosedError);
});

it('ends what is under way when it is closed', async () => {
  server.script('GET /queue', { hang: true });

  const outcome = expect(client.queue()).rejects.toBeInstanceOf(ClientClosedError);
  await vi.waitFor(() => expect(server.seen('GET /queue')).toHaveLength(1));
  client.close();

  await outcome;
});

describe('files', () => {
  it('come byte for byte', async () => {
    const bytes = Uint8Array.from([0, 255, 10, 13, 128]);
    server.script('GET /view', ({ query }) => (query.get('filename') === 'a b.png' && query.get('subfolder') === 'x/y' && query.get('type') === 'output' ? { bytes, contentType: 'image/png' } : undefined));

    expect(await client.view({ filename: 'a b.png', subfolder: 'x/y', type: 'output' })).toEqual({ bytes: Buffer.from(bytes), contentType: 'image/png' });
  });

  it('are refused above the limit', async () => {
    await setUp({}, { maxFileBytes: 1024 * 1024 });
    server.script('GET /view', { bytes: new Uint8Array(1024 * 1024 + 1) });

    await expect(client.view({ filename: 'a', subfolder: '', type: 'temp' })).rejects.toThrow(AnswerTooLargeError);
    await expect(client.view({ filename: 'a', subfolder: '', type: 'temp' })).rejects.toThrow('answered GET /view with more than 1 MiB, the limit set for it');
  });

  it('go up as a form, and the name that the server chose comes back', async () => {
    server.script('POST /upload/image', { json: { name: 'cat (1).png', subfolder: 'gridscope', type: 'input' } });

    const stored = await client.upload({ name: 'cat.png', bytes: Uint8Array.from([1, 2, 3]), subfolder: 'gridscope', overwrite: true });

    expect(stored).toEqual({ name: 'cat (1).png', subfolder: 'gridscope', type: 'input' });
    const [request] = server.seen('POST /upload/image');
    expect(request?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(request?.text).toMatch(/name="image"; filename="cat.png"[^]*\x01\x02\x03[^]*name="subfolder"\r\n\r\ngridscope[^]*name="overwrite"\r\n\r\ntrue/);
  });
});

describe('what a server can do', () => {
  it('is known by its version, asked once', async () => {
    await setUp({ version: '0.3.50' });

    await client.capabilities();
    const capabilities = await client.capabilities();

    expect(capabilities).toMatchObject({ version: '0.3.50', hasPartialTargets: true, canInterruptById: false });
    expect(server.requests.map((request) => request.path)).toEqual(['/system_stats']);
  });

  it.each([[404, '', false], [200, { jobs: [] }, true]])('is probed where no version is told: /api/jobs answers %s', async (status, json, hasJobs) => {
    await setUp({ version: undefined });
    server.script('GET /api/jobs', { status, ...(json === '' ? {} : { json }) });

    expect(await client.capabilities()).toMatchObject({ version: undefined, hasJobs, hasPartialTargets: hasJobs });
  });

  it('is asked again after it could not be found out', async () => {
    let isReady = false;
    server.script('GET /system_stats', () => (isReady ? undefined : { status: 503, text: '' }));

    await expect(client.capabilities()).rejects.toBeInstanceOf(ServerAnswerError);
    isReady = true;

    expect(await client.capabilities()).toMatchObject({ version: '0.33.0' });
  });
});

describe('model files', () => {
  it('are told by size and date', async () => {
    server.script('GET /experiment/models/checkpoints', { json: [{ name: 'sd\\a.safetensors', pathIndex: 0, size: 5, modified: 1795261449.6473405, created: 1 }] });

    expect(await client.modelIdentities('checkpoints')).toEqual([{ name: 'sd\\a.safetensors', sizeBytes: 5, modifiedMs: 1795261449647 }]);
  });

  it('are unknown where the server has no such route', async () => {
    expect(await client.modelIdentities('checkpoints')).toBeUndefined();
    expect(await client.models('nosuch')).toBeUndefined();
  });
});

it('forgets history entries by name, those of a moment together, and never clears', async () => {
  await Promise.all([client.forget('p'), client.forget('q')]);
  await client.forget('r');

  expect(server.seen('POST /history').map((request) => request.text)).toEqual(['{"delete":["p","q"]}', '{"delete":["r"]}']);
});

it('tells everybody who wanted an entry forgotten that the server would not', async () => {
  server.script('POST /history', { status: 500, text: '' });

  const outcomes = await Promise.allSettled([client.forget('p'), client.forget('q')]);

  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});

it('says what to give back', async () => {
  await client.free({ freeMemory: true });

  expect(server.seen('POST /free').map((request) => request.text)).toEqual(['{"unload_models":true,"free_memory":true}']);
});

it('has no features of a server too old to tell', async () => {
  expect(await client.features()).toEqual({});
});
