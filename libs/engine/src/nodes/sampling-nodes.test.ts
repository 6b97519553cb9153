import { beforeEach, expect, it } from 'vitest';
import { fakeContext, type FakeContext } from './testing/fake-context.js';
import { runNode } from './testing/run-node.js';
import type { Conditioning, Guider, Image, Latent, Model, Sigmas, Vae } from './values.js';

let context: FakeContext;
let model: Model;
let vae: Vae;
let positive: Conditioning;
let negative: Conditioning;

beforeEach(async () => {
  context = fakeContext('/nowhere');
  const [loaded, clip, decoder] = (await runNode('CheckpointLoaderSimple', { ckpt_name: 'gouache-sd15.safetensors' }, context)).outputs;
  // A checkpoint loader gives these.
  [model, vae] = [loaded as Model, decoder as Vae];
  positive = (await runNode('CLIPTextEncode', { clip, text: 'a lighthouse at dusk' }, context)).outputs[0] as Conditioning;
  negative = (await runNode('CLIPTextEncode', { clip, text: 'blurry' }, context)).outputs[0] as Conditioning;
});

const empty: Latent = { kind: 'LATENT', batch: 1, channels: 4, height: 16, width: 16, data: new Float32Array(1024) };
const settings = { seed: 42, steps: 4, cfg: 4, sampler_name: 'euler', scheduler: 'karras', denoise: 1 };

async function draw(changes: Record<string, unknown> = {}, inContext: FakeContext = context): Promise<Latent> {
  const inputs = { ...settings, model, positive, negative, latent_image: empty, ...changes };
  // A sampler's first output is a latent.
  return (await runNode('KSampler', inputs, inContext)).outputs[0] as Latent;
}

async function drawPart(changes: Record<string, unknown>): Promise<Latent> {
  const { seed, sampler_name: samplerName, scheduler, cfg } = settings;
  const part = { noise_seed: seed, steps: 8, cfg, sampler_name: samplerName, scheduler, add_noise: 'enable', start_at_step: 0, end_at_step: 10000, return_with_leftover_noise: 'disable' };
  return (await runNode('KSamplerAdvanced', { model, positive, negative, latent_image: empty, ...part, ...changes }, context)).outputs[0] as Latent;
}

it('KSampler announces each step, counting from 1', async () => {
  await draw();

  expect(context.told.steps).toEqual([[1, 4], [2, 4], [3, 4], [4, 4]]);
});

it('KSampler makes previews only where they are asked for', async () => {
  await draw();
  const asked = fakeContext('/nowhere', { isPreviewWanted: true });

  await draw({}, asked);

  expect(context.told.previews).toEqual([]);
  expect(asked.told.previews).toHaveLength(4);
  expect(asked.told.previews[0]).toMatchObject({ width: 16, height: 16, channels: 3, format: 'jpeg' });
});

it('KSampler makes its model resident', async () => {
  const fresh = fakeContext('/nowhere');

  await draw({}, fresh);

  expect(fresh.told.loads).toEqual(['gouache-sd15.safetensors']);
});

it('the same inputs draw the same latent, another seed another one', async () => {
  const [first, again, other] = [await draw(), await draw(), await draw({ seed: 43 })];

  expect(again.data).toEqual(first.data);
  expect(other.data).not.toEqual(first.data);
});

it('a seed beyond 2^53 is drawn exactly', async () => {
  const [last, lastButOne] = [await draw({ seed: 2n ** 64n - 1n }), await draw({ seed: 2n ** 64n - 2n })];

  expect(last.data).not.toEqual(lastButOne.data);
});

it('a denoise of 0 gives the latent back without a step', async () => {
  const latent = await draw({ denoise: 0 });

  expect(latent.data).toEqual(empty.data);
  expect(context.told.steps).toEqual([]);
});

it('two samplers that share the steps draw what one draws', async () => {
  const whole = await drawPart({});
  const half = await drawPart({ end_at_step: 4, return_with_leftover_noise: 'enable' });

  const rest = await drawPart({ latent_image: half, start_at_step: 4, add_noise: 'disable' });

  rest.data.forEach((value, i) => expect(value).toBeCloseTo(whole.data[i] ?? Number.NaN, 4));
});

it('custom sampling along KSampler’s own levels draws what KSampler draws', async () => {
  const [sigmas] = (await runNode('BasicScheduler', { model, scheduler: 'karras', steps: 4, denoise: 1 }, context)).outputs;
  const [sampler] = (await runNode('KSamplerSelect', { sampler_name: 'euler' }, context)).outputs;
  const [noise] = (await runNode('RandomNoise', { noise_seed: 42 }, context)).outputs;
  const [guider] = (await runNode('CFGGuider', { model, positive, negative, cfg: 4 }, context)).outputs;

  const [latent, denoised] = (await runNode('SamplerCustomAdvanced', { noise, guider, sampler, sigmas, latent_image: empty }, context)).outputs as [Latent, Latent];

  const wanted = await draw();
  latent.data.forEach((value, i) => expect(value).toBeCloseTo(wanted.data[i] ?? Number.NaN, 4));
  expect(denoised.data.length).toBe(latent.data.length);
});

it('custom sampling without a level to go gives the latent back', async () => {
  const guider: Guider = { kind: 'GUIDER', model, positive, cfg: 1 };
  const sigmas: Sigmas = { kind: 'SIGMAS', values: Float32Array.of(0) };
  const sampler = { kind: 'SAMPLER', name: 'euler', options: {} };

  await expect(runNode('SamplerCustomAdvanced', { noise: { kind: 'NOISE' }, guider, sampler, sigmas, latent_image: empty }, context)).resolves.toEqual({ outputs: [empty, empty] });
});

it('outside of a noise mask the latent stays', async () => {
  const data = new Float32Array(256).map((_, i) => (i % 16 < 8 ? 1 : 0));
  const [masked] = (await runNode('SetLatentNoiseMask', { samples: empty, mask: { kind: 'MASK', batch: 1, height: 16, width: 16, data } }, context)).outputs;

  const latent = await draw({ latent_image: masked });

  const isKept = Array.from(latent.data, (value, i) => i % 16 >= 8 && value === 0);
  expect(isKept.filter(Boolean)).toHaveLength(512);
  expect(latent.data.some((value, i) => i % 16 < 8 && value !== 0)).toBe(true);
});

it('a decoded latent is a picture of eight times its size, tiled or not', async () => {
  const samples = await draw();

  const [whole] = (await runNode('VAEDecode', { samples, vae }, context)).outputs as [Image];
  const [tiled] = (await runNode('VAEDecodeTiled', { samples, vae, tile_size: 64, overlap: 0, temporal_size: 64, temporal_overlap: 8 }, context)).outputs as [Image];

  expect([whole.batch, whole.height, whole.width, whole.channels]).toEqual([1, 128, 128, 3]);
  expect(tiled.data).toEqual(whole.data);
});

it('an encoded picture decodes to about itself', async () => {
  const samples = await draw();
  const [image] = (await runNode('VAEDecode', { samples, vae }, context)).outputs as [Image];

  const [encoded] = (await runNode('VAEEncode', { pixels: image, vae }, context)).outputs as [Latent];
  const [again] = (await runNode('VAEDecode', { samples: encoded, vae }, context)).outputs as [Image];

  const meanDifference = image.data.reduce((sum, value, i) => sum + Math.abs(value - (again.data[i] ?? 0)), 0) / image.data.length;
  expect(meanDifference).toBeLessThan(0.05);
});

it('a picture is upscaled by what the model’s name says', async () => {
  const [image] = (await runNode('EmptyImage', { width: 8, height: 6, batch_size: 2, color: 0x336699 }, context)).outputs;
  const [upscaler] = (await runNode('UpscaleModelLoader', { model_name: 'lanczos-sharp-2x.safetensors' }, context)).outputs;

  const [large] = (await runNode('ImageUpscaleWithModel', { upscale_model: upscaler, image }, context)).outputs as [Image];

  expect([large.batch, large.height, large.width]).toEqual([2, 12, 16]);
  expect(large.data[0]).toBeCloseTo(0x33 / 255, 2);
});
