import { afterEach, expect, it } from 'vitest';
import { pictureOf, startBench, textToImage, type EngineBench } from './testing/engine-bench.js';

let bench: EngineBench | undefined;

afterEach(async () => {
  await bench?.close();
  bench = undefined;
});

async function ofVersion(version: string): Promise<EngineBench> {
  bench = await startBench({ version, checkpoints: ['tiny.safetensors'] });
  return bench;
}

it.each([
  ['0.3.44', '/features', 404],
  ['0.3.45', '/features', 200],
  ['0.3.64', '/api/jobs', 404],
  ['0.6', '/api/jobs', 200],
  ['0.33.0', '/api/jobs', 200],
])('%s answers %s with %i', async (version, path, status) => {
  const { get } = await ofVersion(version);

  expect((await get(path)).status).toBe(status);
});

it.each([
  ['0.3.64', {}],
  ['0.27', { extension: { manager: { supports_v4: true } }, node_replacements: true, assets: false }],
])('%s says what it can', async (version, more) => {
  const { get } = await ofVersion(version);

  expect((await get('/features')).json).toMatchObject({ supports_preview_metadata: true, max_upload_size: 104_857_600, ...more });
});

it('names itself', async () => {
  const { get } = await ofVersion('0.20.1');

  expect((await get('/system_stats')).json).toMatchObject({ system: { comfyui_version: '0.20.1' } });
});

it('refuses a version that is none', async () => {
  await expect(startBench({ version: 'newest' })).rejects.toThrow('"newest" is no ComfyUI version');
});

it.each([
  ['0.3.45', 'not a uuid', 200],
  ['0.25', 'not a uuid', 400],
])('%s takes or refuses a prompt id of another form: "%s" is %i', async (version, promptId, status) => {
  const { post } = await ofVersion(version);

  expect((await post('/prompt', { prompt: pictureOf(1), prompt_id: promptId })).status).toBe(status);
});

it.each([['0.3.45'], ['0.28'], ['0.33.0']])('%s keeps the outputs of a cached run without client id', async (version) => {
  const { submit, finished } = await ofVersion(version);
  await finished(await submit(pictureOf(1)));

  const again = await finished(await submit(pictureOf(1)));

  expect(again).toHaveProperty('outputs.9');
});

it('0.27 loses the outputs of a cached run without client id', async () => {
  const { submit, finished } = await ofVersion('0.27');
  await finished(await submit(pictureOf(1)));

  const again = await finished(await submit(pictureOf(1)));

  expect(again).toMatchObject({ outputs: {} });
});

it('before 0.3.57 an interruption by id stops whatever runs', async () => {
  bench = await startBench({ version: '0.3.45', checkpoints: ['tiny.safetensors'], secondsPerStep: 0.01 });
  const { submit, post, finished, get } = bench;
  const promptId = await submit(textToImage(1, { steps: 1000 }));
  await expect.poll(async () => JSON.stringify((await get('/queue')).json)).toContain(`"queue_running":[[0,"${promptId}"`);

  await post('/interrupt', { prompt_id: 'somebody-elses' });

  expect(await finished(promptId)).toMatchObject({ status: { status_str: 'error' } });
});

it('keeps a seed of 2^64 − 1 exact through history and picture', async () => {
  const { submit, finished, get } = await ofVersion('0.33.0');

  const entry = await finished(await submit(textToImage(18_446_744_073_709_551_615n)));
  const { bytes } = await get('/view?filename=picture_00001_.png');

  expect(entry).toHaveProperty('prompt[2].3.inputs.seed', 18_446_744_073_709_551_615n);
  expect(bytes.includes('"seed": 18446744073709551615')).toBe(true);
});
