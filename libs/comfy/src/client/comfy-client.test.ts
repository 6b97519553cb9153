import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ManualClock } from '../../../../test/fakes/manual-clock.js';
import { ScriptedComfyServer, type ScriptedComfyServerOptions } from '../../../../test/fakes/scripted-comfy-server.js';
import type { Workflow } from '../protocol/workflow.js';
import { ComfyClient, type ComfyClientOptions } from './comfy-client.js';
import { ClientClosedError, PromptLostError, PromptRefusedError, RunFailedError, RunInterruptedError, ServerUnreachableError } from './comfy-error.js';
import type { FinishedRun } from './finished-run.js';
import type { WaitOptions } from './prompt-watch.js';
import type { Progress } from './run-news.js';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER_ID = '22222222-2222-4222-8222-222222222222';
const workflow: Workflow = { 3: { class_type: 'KSampler', inputs: { seed: 42 } }, 9: { class_type: 'SaveImage', inputs: { images: ['3', 0] } } };
const picture = (filename: string) => ({ 9: { images: [{ filename, subfolder: '', type: 'output' }] } });

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

/** Begins to wait; how it ends can be asked later without an unhandled rejection in between. */
function wait(options: WaitOptions = {}) {
  const outcome = client.finished(ID, { pollMs: 60_000, ...options }).then((run) => ({ run }), (error: unknown) => ({ error }));
  return {
    run: async (): Promise<FinishedRun> => {
      const result = await outcome;
      if ('error' in result) throw result.error;
      return result.run;
    },
  };
}

const looks = () => server.seen(`GET /history/${ID}`).length;
const hasLooked = (times = 1) => vi.waitFor(() => expect(looks()).toBeGreaterThanOrEqual(times));
const end = () => server.say('executing', { node: null, prompt_id: ID });

beforeEach(() => setUp());
afterEach(tearDown);

describe('submitting', () => {
  it('sends a seed of 2^64 − 1 exactly', async () => {
    await client.submit({ workflow: { 3: { class_type: 'KSampler', inputs: { seed: 18446744073709551615n } } }, promptId: ID });

    expect(server.seen('POST /prompt')[0]?.text).toContain('"seed":18446744073709551615}');
  });

  it('gets a seed of 2^64 − 1 back exactly as executed', async () => {
    await client.submit({ workflow: { ...workflow, 3: { class_type: 'KSampler', inputs: { seed: 18446744073709551615n } } }, promptId: ID });
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png') });

    const run = await wait().run();

    expect(run.executedPrompt['3']?.inputs.seed).toBe(18446744073709551615n);
  });

  it('waits for the answer once the prompt is on its way, though its caller aborts: it may arrive all the same', async () => {
    let letArrive: () => void = () => undefined;
    server.promptsMayArrive = new Promise((resolve) => { letArrive = resolve; });
    const abort = new AbortController();
    const submitting = client.submit({ workflow, promptId: ID, signal: abort.signal }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(server.seen('POST /prompt')).toHaveLength(1));

    abort.abort(new Error('stopped'));
    letArrive();

    expect(await submitting).toEqual({ promptId: ID, number: 0 });
  });

  it('sends nothing for a caller who has aborted before', async () => {
    const submitting = client.submit({ workflow, promptId: ID, signal: AbortSignal.abort(new Error('stopped')) });

    await expect(submitting).rejects.toThrow('stopped');
    expect(server.seen('POST /prompt')).toEqual([]);
  });

  it('never sends a node without inputs', async () => {
    // As a careless caller would: the type forbids it, data from outside does not care.
    const node = { class_type: 'PreviewAny' } as unknown as Workflow[string];

    await client.submit({ workflow: { 5: node }, promptId: ID });

    expect(server.seen('POST /prompt')[0]?.json).toMatchObject({ prompt: { 5: { class_type: 'PreviewAny', inputs: {} } } });
  });

  it('sends its id, the prompt\'s, the metadata of the pictures and the wish for previews', async () => {
    const accepted = await client.submit({ workflow, promptId: ID, outputs: ['9'], extraPngInfo: { gridscope: { cell: 'x' } }, preview: true });

    expect(accepted).toEqual({ promptId: ID, number: 0 });
    expect(server.seen('POST /prompt')[0]?.json).toMatchObject({
      prompt_id: ID, client_id: client.clientId, partial_execution_targets: ['9'],
      extra_data: { extra_pnginfo: { gridscope: { cell: 'x' } }, preview_method: 'auto' },
    });
  });

  it('leaves out what is not asked for', async () => {
    await client.submit({ workflow, promptId: ID });

    expect(Object.keys(Object(server.seen('POST /prompt')[0]?.json))).toEqual(['prompt', 'prompt_id', 'client_id', 'extra_data']);
    expect(server.seen('POST /prompt')[0]?.json).toMatchObject({ extra_data: {} });
  });

  it.each([
    ['0.3.47', { targets: false, preview: false }],
    ['0.3.48', { targets: true, preview: false }],
    ['0.5.0', { targets: true, preview: true }],
  ])('asks version %s only for what it knows', async (version, expected) => {
    await setUp({ version });

    await client.submit({ workflow, promptId: ID, outputs: ['9'], preview: false });

    const text = server.seen('POST /prompt')[0]?.text ?? '';
    expect({ targets: text.includes('"partial_execution_targets":["9"]'), preview: text.includes('"preview_method":"none"') }).toEqual(expected);
  });

  it('has its socket open before it sends, so that no message is missed', async () => {
    let letOpen: () => void = () => undefined;
    server.socketsMayOpen = new Promise((resolve) => { letOpen = resolve; });
    let socketsAtSubmit = 0;
    server.script('POST /prompt', () => {
      socketsAtSubmit = server.sockets.length;
      return undefined;
    });

    const submitting = client.submit({ workflow, promptId: ID });
    // Another request goes through meanwhile: the prompt would have, too.
    await client.queue();
    expect(server.requests.map((request) => request.path)).toEqual(['/queue']);
    letOpen();
    await submitting;

    expect(socketsAtSubmit).toBe(1);
    expect(server.sockets[0]?.clientId).toBe(client.clientId);
  });

  it('waits once, and not for long, for a socket that never opens', async () => {
    const clock = new ManualClock();
    await setUp({}, { clock, socketPatienceMs: 2_000 });
    server.socketsMayOpen = new Promise(() => undefined);

    const submitting = client.submit({ workflow, promptId: ID });
    expect(clock.dueInMs).toEqual([2_000]);
    clock.advance(2_000);
    await submitting;

    await expect(client.submit({ workflow, promptId: OTHER_ID })).resolves.toMatchObject({ number: 1 });
  });

  it('goes on without a socket where there is none to be had', async () => {
    server.refuseSockets = 403;

    await expect(client.submit({ workflow, promptId: ID })).resolves.toMatchObject({ promptId: ID });

    expect(client.socketState).toMatchObject({ state: 'waiting', failure: 'Unexpected server response: 403' });
  });

  it('has a fresh client id for each client', () => {
    expect(new ComfyClient({ baseUrl: server.url }).clientId).not.toBe(client.clientId);
  });
});

describe('a refusal', () => {
  const nodeErrors = { 4: { errors: [{ type: 'value_not_in_list', message: 'Value not in list', details: "ckpt_name: 'dream.safetensors' not in ['a', 'b', 'c']", extra_info: { input_name: 'ckpt_name', input_config: [['a', 'b', 'c'], {}], received_value: 'dream.safetensors' } }], dependent_outputs: ['9'], class_type: 'CheckpointLoaderSimple' } };

  it('is a sentence to act on, with the node errors whole', async () => {
    server.script('POST /prompt', { status: 400, json: { error: { type: 'prompt_outputs_failed_validation', message: 'Prompt outputs failed validation', details: '', extra_info: {} }, node_errors: nodeErrors } });

    const error = await client.submit({ workflow, promptId: ID }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(PromptRefusedError);
    expect(error).toMatchObject({
      message: `ComfyUI at ${server.url} refused the workflow: node 4 CheckpointLoaderSimple has no checkpoint "dream.safetensors"; it has 3 others`,
      isRetryable: false, nodeErrors, fault: { type: 'prompt_outputs_failed_validation' },
    });
  });

  it('is one too when the server answers 200 with node errors, and what it accepted is cancelled', async () => {
    server.script('POST /prompt', () => {
      server.addForeign(ID, 'pending');
      return { json: { prompt_id: ID, number: 0, node_errors: nodeErrors } };
    });
    server.script(`POST /api/jobs/${ID}/cancel`, { json: { cancelled: true } });

    const error = await client.submit({ workflow, promptId: ID }).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(PromptRefusedError);
    expect(error).toMatchObject({ nodeErrors, sentence: expect.stringContaining('has no checkpoint') });
    expect(server.seen(`POST /api/jobs/${ID}/cancel`)).toHaveLength(1);
  });

  it('keeps why the accepted part could not be cancelled', async () => {
    server.script('POST /prompt', { json: { prompt_id: ID, number: 0, node_errors: nodeErrors } });
    server.script('GET /queue', { status: 500, text: '' });

    const error = await client.submit({ workflow, promptId: ID }).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ name: 'PromptRefusedError', cause: { name: 'ServerAnswerError', status: 500 } });
  });
});

describe('waiting for a run', () => {
  it('ends with its outputs', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait();
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png'), messages: [['execution_start', { prompt_id: ID, timestamp: 10 }], ['execution_success', { prompt_id: ID, timestamp: 25 }]] });
    end();

    expect(await waiting.run()).toMatchObject({ status: 'success', times: { startedAtMs: 10, endedAtMs: 25 }, outputs: [{ nodeId: '9', filename: 'a.png', isCached: false }] });
  });

  it('looks at the history once for a prompt that the socket says has ended', async () => {
    await setUp({}, { firstLookMs: 60_000 });
    await client.submit({ workflow, promptId: ID });
    const waiting = wait();
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png') });
    end();

    await waiting.run();

    expect(looks()).toBe(1);
  });

  it('does not take a success for lost that is told before the history has it', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait();
    await hasLooked();
    server.begin(ID);

    server.say('execution_success', { prompt_id: ID, timestamp: 1 });
    await hasLooked(2);
    server.finish(ID, { outputs: picture('a.png') });
    end();

    expect((await waiting.run()).outputs).toHaveLength(1);
    expect(server.seen('GET /queue')).toEqual([]);
  });

  it('ends by looking again when the socket says nothing', async () => {
    server.refuseSockets = 403;
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 5 });
    await hasLooked(2);
    server.begin(ID);
    await hasLooked(4);
    server.finish(ID, { outputs: picture('a.png') });

    expect((await waiting.run()).status).toBe('success');
  });

  it('ends for a prompt that an earlier process sent', async () => {
    server.addForeign(ID, 'running');
    const waiting = wait({ pollMs: 5, expectedOutputs: [] });
    await hasLooked(2);

    server.finish(ID);

    expect((await waiting.run()).status).toBe('success');
  });

  it('connects anew after a cut, looks at once, and never has two sockets', async () => {
    const clock = new ManualClock();
    await setUp({}, { clock, random: () => 0 });
    await client.submit({ workflow, promptId: ID });
    const waiting = wait();
    await vi.waitFor(() => expect(clock.dueInMs).toContain(50));
    clock.advance(50);
    await hasLooked();
    server.begin(ID);
    server.cutSockets();
    await vi.waitFor(() => expect(client.socketState.state).toBe('waiting'));
    server.finish(ID, { outputs: picture('a.png') });

    clock.advance(250);

    expect((await waiting.run()).status).toBe('success');
    expect(server.socketsOpened).toBe(2);
    expect(server.mostSocketsOpen).toBe(1);
  });

  it('asks again what the server can do after a new connection: it may have been updated', async () => {
    const clock = new ManualClock();
    await setUp({}, { clock, random: () => 0 });
    await client.submit({ workflow, promptId: ID });
    server.cutSockets();
    await vi.waitFor(() => expect(client.socketState.state).toBe('waiting'));
    clock.advance(250);
    await vi.waitFor(() => expect(client.socketState.state).toBe('open'));

    await client.submit({ workflow, promptId: OTHER_ID });

    expect(server.seen('GET /system_stats')).toHaveLength(2);
  });

  it('opens a new socket when the old one is open and silent while our prompt runs', async () => {
    const clock = new ManualClock();
    await setUp({}, { clock, silenceMs: 60_000, pingMs: 600_000 });
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 61_000 });
    await vi.waitFor(() => expect(clock.dueInMs).toContain(50));
    clock.advance(50);
    await vi.waitFor(() => expect(clock.dueInMs).toContain(61_000));
    server.begin(ID);

    clock.advance(61_000);
    await vi.waitFor(() => expect(server.socketsOpened).toBe(2));
    await vi.waitFor(() => expect(client.socketState.state).toBe('open'));
    server.finish(ID, { outputs: picture('a.png') });
    end();

    expect((await waiting.run()).status).toBe('success');
    expect(server.mostSocketsOpen).toBe(1);
  });

  it('opens a new socket when a run of ours ended without a word', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 5 });
    await hasLooked(2);
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png') });

    await waiting.run();

    await vi.waitFor(() => expect(server.socketsOpened).toBe(2));
  });

  it('throws a retryable error when a restarted server knows nothing of it', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 5 });
    await hasLooked();
    server.begin(ID);

    server.forgetEverything();

    const error = await waiting.run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PromptLostError);
    expect(error).toMatchObject({ isRetryable: true, promptId: ID, message: expect.stringContaining('neither in its queue nor in its history') });
  });

  it('does not take a prompt for lost that waits behind others', async () => {
    server.addForeign(OTHER_ID, 'running');
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 5 });
    await hasLooked(4);
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png') });

    expect((await waiting.run()).status).toBe('success');
  });

  it('puts up with a server that is away for a moment', async () => {
    await client.submit({ workflow, promptId: ID });
    server.begin(ID);
    let failures = 4;
    server.script(`GET /history/${ID}`, () => (failures-- > 0 ? (failures % 2 === 0 ? { cut: true } : { status: 502, text: '' }) : undefined));
    const waiting = wait({ pollMs: 5 });
    await hasLooked(4);
    server.finish(ID, { outputs: picture('a.png') });

    expect((await waiting.run()).status).toBe('success');
  });

  it('gives up on a server that stays away: an unreachable server is not an empty queue', async () => {
    await client.submit({ workflow, promptId: ID });
    await server.stop();

    const error = await wait({ pollMs: 5, patienceMs: 20 }).run().catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(ServerUnreachableError);
  });

  it('notices at once that a server went away with its socket, however seldom it looks', async () => {
    await client.submit({ workflow, promptId: ID });
    server.begin(ID);
    const waiting = wait({ pollMs: 600_000, patienceMs: 1 });
    await hasLooked();

    await server.stop();

    await expect(waiting.run()).rejects.toBeInstanceOf(ServerUnreachableError);
  });

  it('wakes whoever waits when it is closed', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ pollMs: 600_000 });
    await hasLooked();

    client.close();

    await expect(waiting.run()).rejects.toBeInstanceOf(ClientClosedError);
  });

  it('waits until a prompt has left the server, however it ended', async () => {
    await client.submit({ workflow, promptId: ID });
    server.begin(ID);
    let hasLeft = false;
    const leaving = client.left(ID, { pollMs: 5 }).then(() => { hasLeft = true; });
    await vi.waitFor(() => expect(server.seen('GET /queue').length).toBeGreaterThan(1));
    const beforeItsEnd = hasLeft;

    server.finish(ID, { outputs: picture('a.png') });
    await leaving;

    expect(beforeItsEnd).toBe(false);
  });

  it('stops with the reason of the caller who aborts', async () => {
    const abort = new AbortController();
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ signal: abort.signal });
    await hasLooked();

    abort.abort(new Error('paused'));

    await expect(waiting.run()).rejects.toThrow('paused');
  });

  it('tells of progress: of the node of the prompt, steps and previews of either kind', async () => {
    const progress: Progress[] = [];
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ onProgress: (news) => progress.push(news) });
    await hasLooked();
    const metadata = Buffer.from(JSON.stringify({ prompt_id: ID, node_id: '3', display_node_id: '3', image_type: 'image/png' }));
    server.begin(ID);

    server.say('execution_start', { prompt_id: OTHER_ID });
    server.say('progress', { value: 9, max: 9, prompt_id: OTHER_ID, node: '3' });
    server.say('execution_start', { prompt_id: ID });
    server.say('some_custom_thing', { prompt_id: ID });
    server.say('executing', { node: '3.0.0.1', display_node: '3', prompt_id: ID });
    server.say('progress', { value: 1, max: 20, prompt_id: ID, node: '3' });
    server.sayFrame(Buffer.concat([Buffer.from([0, 0, 0, 1, 0, 0, 0, 1]), Buffer.from('jpeg')]));
    server.sayFrame(Buffer.concat([Buffer.from([0, 0, 0, 4, 0, 0, 0, metadata.length]), metadata, Buffer.from('png')]));
    server.finish(ID, { outputs: picture('a.png') });
    end();
    await waiting.run();

    expect(progress).toEqual([
      { kind: 'started' },
      { kind: 'node', nodeId: '3' },
      { kind: 'step', nodeId: '3', value: 1, max: 20 },
      { kind: 'preview', bytes: Buffer.from('jpeg'), contentType: 'image/jpeg' },
      { kind: 'preview', bytes: Buffer.from('png'), contentType: 'image/png' },
    ]);
  });

  it('says where the run stands to one who begins to listen late', async () => {
    await client.submit({ workflow, promptId: ID });
    const first: Progress[] = [];
    const waiting = wait({ onProgress: (news) => first.push(news) });
    server.say('execution_start', { prompt_id: ID });
    server.say('executing', { node: '3', display_node: '3', prompt_id: ID });
    await vi.waitFor(() => expect(first).toHaveLength(2));

    const late: Progress[] = [];
    const second = wait({ onProgress: (news) => late.push(news) });

    expect(late).toEqual([{ kind: 'started' }, { kind: 'node', nodeId: '3' }]);
    server.begin(ID);
    server.finish(ID, { outputs: picture('a.png') });
    end();
    await Promise.all([waiting.run(), second.run()]);
  });
});

describe('a run that ended badly', () => {
  const failed = { prompt_id: ID, node_id: '3', node_type: 'KSampler', executed: [], exception_message: 'CUDA error: out of memory\n\nTry less.', exception_type: 'torch.OutOfMemoryError', traceback: ['line'], current_inputs: {}, current_outputs: [] };

  async function endWith(result: Parameters<ScriptedComfyServer['finish']>[1], options: WaitOptions = {}): Promise<unknown> {
    await client.submit({ workflow, promptId: ID });
    server.begin(ID);
    server.finish(ID, result);
    return wait(options).run().catch((thrown: unknown) => thrown);
  }

  it('names node and exception, keeps the outputs made before, and knows a lack of memory', async () => {
    const error = await endWith({ status: 'error', outputs: picture('early.png'), messages: [['execution_error', failed]] });

    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({
      message: `ComfyUI at ${server.url} could not draw prompt ${ID}: node 3 KSampler: torch.OutOfMemoryError: CUDA error: out of memory; it ran out of memory: make the picture or batch smaller, or free models first`,
      isOutOfMemory: true, isRetryable: true, detail: { nodeId: '3', traceback: ['line'] }, run: { outputs: [{ filename: 'early.png' }] },
    });
  });

  it('is not worth trying again when a node raised anything else', async () => {
    const error = await endWith({ status: 'error', messages: [['execution_error', { ...failed, exception_type: 'ValueError', exception_message: 'no' }]] });

    expect(error).toMatchObject({ isOutOfMemory: false, isRetryable: false });
  });

  it('is interrupted, not failed, when somebody stopped it', async () => {
    const error = await endWith({ status: 'error', messages: [['execution_interrupted', { prompt_id: ID, node_id: '3', executed: [] }]] });

    expect(error).toBeInstanceOf(RunInterruptedError);
  });

  it('fails when it is a success without outputs', async () => {
    const error = await endWith({});

    expect(error).toBeInstanceOf(RunFailedError);
    expect(error).toMatchObject({ detail: undefined, message: expect.stringContaining('it calls the run a success, but it gave nothing at all') });
  });

  it('fails when one of the expected outputs is missing, and names it', async () => {
    const error = await endWith({ outputs: { 3: { text: ['x'] } } }, { expectedOutputs: ['3', '9'] });

    expect(error).toMatchObject({ name: 'RunFailedError', message: expect.stringContaining('node 9 SaveImage gave nothing') });
  });

  it('succeeds without outputs when none were expected', async () => {
    expect(await endWith({}, { expectedOutputs: [] })).toMatchObject({ status: 'success', outputs: [] });
  });

  it('gives what a blocked branch said as the reason, though only the socket ever told it', async () => {
    await client.submit({ workflow, promptId: ID });
    const waiting = wait({ expectedOutputs: ['9'] });
    await hasLooked();
    server.begin(ID);
    server.say('execution_error', { ...failed, node_id: '9', node_type: 'SaveImage', exception_type: 'ExecutionBlocked', exception_message: 'Execution Blocked: not today', current_inputs: [] });
    server.finish(ID, { outputs: {} });
    end();

    await expect(waiting.run()).rejects.toThrow('node 9 SaveImage gave nothing (node 9 SaveImage: ExecutionBlocked: Execution Blocked: not today)');
  });

  it('is interrupted when we took it out of the queue before it began', async () => {
    server.addForeign(OTHER_ID, 'running');
    server.script(`POST /api/jobs/${ID}/cancel`, () => {
      server.pending = [];
      return { json: { cancelled: true } };
    });
    await client.submit({ workflow, promptId: ID });
    const waiting = wait();
    await hasLooked();

    await client.cancel(ID);
    server.say('status', { status: { exec_info: { queue_remaining: 1 } } });

    const error = await waiting.run().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RunInterruptedError);
    expect(error).toMatchObject({ run: undefined });
  });

  it('is interrupted when we stopped it too late for the server to note', async () => {
    server.script(`POST /api/jobs/${ID}/cancel`, { json: { cancelled: true } });
    await client.submit({ workflow, promptId: ID });
    server.begin(ID);
    const waiting = wait();
    await hasLooked();
    await client.cancel(ID);
    server.finish(ID, { outputs: {} });
    end();

    await expect(waiting.run()).rejects.toBeInstanceOf(RunInterruptedError);
  });
});

it('marks the old files of a fully cached run', async () => {
  await client.submit({ workflow, promptId: ID });
  server.begin(ID);
  server.finish(ID, { outputs: picture('earlier_00001_.png'), messages: [['execution_cached', { prompt_id: ID, nodes: ['3', '9'], timestamp: 1 }]] });

  const run = await wait().run();

  expect(run.cachedNodes).toEqual(['3', '9']);
  expect(run.outputs).toMatchObject([{ filename: 'earlier_00001_.png', isCached: true }]);
});

it.each([
  ['queued', () => server.addForeign(ID, 'pending')],
  ['running', () => server.addForeign(ID, 'running')],
  ['finished', () => { server.addForeign(ID, 'running'); server.finish(ID); }],
  ['unknown', () => server.addForeign(OTHER_ID, 'running')],
])('finds a prompt that is %s without reading the whole history', async (whereabouts, arrange) => {
  arrange();

  expect(await client.find(ID)).toBe(whereabouts);
  expect(server.seen('GET /history')).toEqual([]);
});
