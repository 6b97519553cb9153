import { afterEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { EngineFaults, EngineOptions } from '../execution/engine-options.js';
import { pictureOf, startBench, textToImage, type EngineBench } from './testing/engine-bench.js';

let bench: EngineBench | undefined;

afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

async function withFaults(faults: EngineFaults, more: Partial<EngineOptions> = {}): Promise<EngineBench> {
  bench = await startBench({ faults, checkpoints: ['tiny.safetensors'], ...more });
  return bench;
}

/** The types of what a client hears until the engine says that nothing runs any more. */
async function typesHeard({ engine, submit }: EngineBench): Promise<string[]> {
  const socket = new WebSocket(`${engine.url.replace('http', 'ws')}/ws?clientId=tester`);
  const types: string[] = [];
  const ended = new Promise<void>((resolve) => {
    socket.on('close', () => resolve());
    socket.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      types.push(/"type": "(\w+)"/.exec(text)?.[1] ?? '');
      if (text.includes('"node": null')) resolve();
    });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  await submit(pictureOf(1), { client_id: 'tester' });
  await ended;
  socket.terminate();
  return types;
}

it('says nothing of a type that it drops', async () => {
  const types = await typesHeard(await withFaults({ dropMessages: ['executed'] }));

  expect(types).toContain('executing');
  expect(types).not.toContain('executed');
});

it('says twice what it doubles', async () => {
  const types = await typesHeard(await withFaults({ doubleMessages: ['execution_success'] }));

  expect(types.filter((type) => type === 'execution_success')).toHaveLength(2);
});

it('cuts its sockets after so many messages', async () => {
  const types = await typesHeard(await withFaults({ closeSocketsAfterMessages: 3 }));

  expect(types.length).toBeLessThanOrEqual(3);
});

it('answers 500 as often as it was told, and then as usual', async () => {
  const { get } = await withFaults({ failRequests: ['GET /queue'], faultyRequestCount: 2 });

  const statuses = [(await get('/queue')).status, (await get('/queue')).status, (await get('/queue')).status];

  expect(statuses).toEqual([500, 500, 200]);
});

it('never answers what hangs', async () => {
  const { engine } = await withFaults({ hangRequests: ['GET /history'] });

  await expect(fetch(`${engine.url}/history`, { signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/);
});

it('is gone after a crash in the middle of a picture', async () => {
  const { submit, get } = await withFaults({ crashAt: { prompt: 1, step: 2 } });
  await submit(textToImage(1, { steps: 3 }));

  await expect.poll(() => get('/queue').then(() => 'there', () => 'gone')).toBe('gone');
});

it('hangs in a picture until it is interrupted', async () => {
  const { submit, finished, post, get } = await withFaults({ hangPrompts: 1 });
  const promptId = await submit(textToImage(1));
  await expect.poll(async () => (await get(`/api/jobs/${promptId}`)).json).toMatchObject({ status: 'in_progress' });

  await post('/interrupt', { prompt_id: promptId });

  expect(await finished(promptId)).toMatchObject({ status: { status_str: 'error' } });
});

it('shows in its history that it drew another value than was asked', async () => {
  const { submit, finished } = await withFaults({ changeInput: { classType: 'EmptyImage', input: 'color', value: 7 } });

  const entry = await finished(await submit(pictureOf(5)));

  expect(entry).toMatchObject({ prompt: [0, expect.any(String), { 1: { inputs: { color: 7 } } }, {}, ['9']] });
});

it('hands out pictures with other bytes than it wrote', async () => {
  const { submit, finished, get } = await withFaults({ corruptPictures: true });
  await finished(await submit(pictureOf(5)));

  const first = await get('/view?filename=picture_00001_.png');
  bench = undefined;
  const sound = await startBench();
  bench = sound;
  await sound.finished(await sound.submit(pictureOf(5)));

  expect(first.bytes.equals((await sound.get('/view?filename=picture_00001_.png')).bytes)).toBe(false);
});

it('writes no text chunks when it hides metadata', async () => {
  const { submit, finished, get } = await withFaults({ hideMetadata: true });
  await finished(await submit(pictureOf(5)));

  const { bytes } = await get('/view?filename=picture_00001_.png');

  expect(bytes.includes('tEXt')).toBe(false);
});

it('reports that memory is not enough, and draws what fits afterwards', async () => {
  const { submit, finished } = await withFaults({}, { memoryLimitMiB: 1 });

  const large = await finished(await submit(textToImage(1)));
  const small = await finished(await submit(pictureOf(1)));

  expect(JSON.stringify(large)).toContain('torch.OutOfMemoryError');
  expect(small).toMatchObject({ status: { status_str: 'success' } });
});

it('raises what a named node is to raise', async () => {
  const { submit, finished } = await withFaults({ failNodes: [{ classType: 'ImageInvert', exceptionType: 'ValueError', message: 'no' }] });

  const entry = await finished(await submit(pictureOf(1)));

  expect(JSON.stringify(entry)).toContain('"exception_message":"no\\n","exception_type":"ValueError"');
});

it('ends its worker, not its answers, over a node without inputs when that is deadly', async () => {
  const { submit, get, post } = await withFaults({ isWorkerMortal: true });
  await submit({ ...Object(pictureOf(1)), loose: { class_type: 'ImageInvert' } });
  const later = await submit(pictureOf(2));

  await post('/interrupt', {});

  expect((await get(`/api/jobs/${later}`)).json).toMatchObject({ status: 'pending' });
});

it('runs a prompt with a node without inputs otherwise', async () => {
  const { submit, finished } = await withFaults({});

  const entry = await finished(await submit({ ...Object(pictureOf(1)), loose: { class_type: 'ImageInvert' } }));

  expect(entry).toMatchObject({ status: { status_str: 'success' } });
});
