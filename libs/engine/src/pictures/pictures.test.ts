import { describe, expect, it } from 'vitest';
import { emptyLatent } from '../sampling/latent.js';
import { sampleLatent, type SampleOptions } from '../sampling/sample-latent.js';
import { decodeLatent } from './decode-latent.js';
import { encodePixels } from './encode-pixels.js';
import { encodePrompt } from './encode-prompt.js';
import type { ImageBatch } from './image-batch.js';
import { previewLatent } from './preview-latent.js';

const clip = { name: 'clip_l.safetensors', family: 'sd15', loras: [] } as const;
const vae = { name: 'neutral-vae.safetensors', family: 'sd15' } as const;
const lighthouse = 'a lighthouse at dusk, oil painting';

interface Wish extends Partial<Omit<SampleOptions, 'positive' | 'negative'>> {
  readonly prompt?: string;
}

async function draw({ prompt = lighthouse, ...wish }: Wish = {}): Promise<ImageBatch> {
  const latent = await sampleLatent({
    model: { name: 'gouache-sd15.safetensors', family: 'sd15', loras: [] },
    positive: encodePrompt(clip, prompt),
    negative: encodePrompt(clip, 'text, watermark'),
    cfg: 7, seed: 42n, steps: 12, sampler: 'euler', scheduler: 'normal',
    latent: emptyLatent({ batch: 1, width: 512, height: 512 }),
    ...wish,
  });
  return decodeLatent(latent, vae);
}

const drawEach = async (wishes: readonly Wish[]): Promise<ImageBatch[]> => {
  const pictures: ImageBatch[] = [];
  for (const wish of wishes) pictures.push(await draw(wish));
  return pictures;
};

function brightness({ data }: ImageBatch): Float32Array {
  return Float32Array.from({ length: data.length / 3 }, (_, index) => 0.299 * data[index * 3]! + 0.587 * data[index * 3 + 1]! + 0.114 * data[index * 3 + 2]!);
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Standard deviation of the Laplacian of the brightness, in 8-bit steps. */
function sharpness(picture: ImageBatch): number {
  const [, height, width] = picture.shape;
  const light = brightness(picture);
  const edges = Float32Array.from({ length: (height - 2) * (width - 2) }, (_, index) => {
    const place = (Math.floor(index / (width - 2)) + 1) * width + (index % (width - 2)) + 1;
    return 255 * (4 * light[place]! - light[place - 1]! - light[place + 1]! - light[place - width]! - light[place + width]!);
  });
  return deviation(edges);
}

function saturation({ data }: ImageBatch): number {
  let sum = 0;
  for (let start = 0; start < data.length; start += 3) {
    const pixel = [data[start]!, data[start + 1]!, data[start + 2]!];
    sum += Math.max(...pixel) - Math.min(...pixel);
  }
  return sum / (data.length / 3);
}

/** Mean difference of the colours, in 8-bit steps. */
function difference(first: ImageBatch, second: ImageBatch): number {
  return (255 * first.data.reduce((sum, value, index) => sum + Math.abs(value - second.data[index]!), 0)) / first.data.length;
}

/** The difference of each of 8 × 8 fields. */
function fieldDifferences(first: ImageBatch, second: ImageBatch): number[] {
  const fields = new Array<number>(64).fill(0);
  for (let place = 0; place < 512 * 512; place++) {
    const field = Math.floor(place / 512 / 64) * 8 + Math.floor((place % 512) / 64);
    fields[field]! += (255 * Math.abs(first.data[place * 3]! - second.data[place * 3]!)) / 4096;
  }
  return fields;
}

function correlation(first: Float32Array, second: Float32Array): number {
  const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(first), mean(second)];
  const covariance = first.reduce((sum, value, index) => sum + (value - a) * (second[index]! - b), 0) / first.length;
  return covariance / (deviation(first) * deviation(second));
}

const steps = [2, 4, 8, 12, 24];
const samplersShown = ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm'];
const prompts = [lighthouse, 'a castle at dusk, oil painting', 'a old, crooked tree at dusk, oil painting'];

describe('the axes of a picture', () => {
  it('more steps sharpen it, and the gain levels off', async () => {
    const values = (await drawEach(steps.map((count) => ({ steps: count })))).map(sharpness);

    for (const [index, value] of values.slice(1).entries()) expect(value).toBeGreaterThan(values[index]!);
    expect(values[4]! - values[3]!).toBeLessThan((values[1]! - values[0]!) / 4);
  });

  it('a higher cfg raises saturation and contrast', async () => {
    const pictures = await drawEach([1, 3, 7, 12, 20].map((cfg) => ({ cfg })));
    const [colours, contrasts] = [pictures.map(saturation), pictures.map((picture) => deviation(brightness(picture)))];

    for (const [index, value] of colours.slice(1).entries()) expect(value).toBeGreaterThan(colours[index]!);
    for (const [index, value] of contrasts.slice(1).entries()) expect(value).toBeGreaterThan(contrasts[index]!);
  });

  it('one changed word changes part of it', async () => {
    const [before, after] = await drawEach([{ prompt: 'a lighthouse by the sea at dusk' }, { prompt: 'a boat by the sea at dusk' }]);

    const fields = fieldDifferences(before!, after!);

    expect(Math.max(...fields)).toBeGreaterThan(30);
    expect(fields.filter((value) => value < 12).length).toBeGreaterThan(16);
  });

  it('what two seeds leave open is uncorrelated', async () => {
    const draws = await Promise.all([1n, 2n].map((seed) => sampleLatent({
      model: { name: 'gouache-sd15.safetensors', family: 'sd15', loras: [] },
      positive: encodePrompt(clip, ''), cfg: 1, seed, steps: 12, sampler: 'euler', scheduler: 'normal',
      latent: emptyLatent({ batch: 1, width: 512, height: 512 }),
    })));

    expect(Math.abs(correlation(draws[0]!.samples, draws[1]!.samples))).toBeLessThan(0.12);
  });

  it('a colour word pulls it that way', async () => {
    const mean = ({ data }: ImageBatch, colour: number): number => data.reduce((sum, value, index) => (index % 3 === colour ? sum + value : sum), 0);
    const [plain, blue] = await drawEach([{}, { prompt: `${lighthouse}, blue` }]);

    expect(mean(blue!, 2) - mean(blue!, 0)).toBeGreaterThan(mean(plain!, 2) - mean(plain!, 0));
  });
});

describe('the shipped example', () => {
  it.each(samplersShown)('shows other pictures at each number of steps with %s', async (sampler) => {
    const pictures = await drawEach(steps.map((count) => ({ sampler, steps: count })));

    for (const [index, picture] of pictures.slice(1).entries()) expect(difference(picture, pictures[index]!)).toBeGreaterThan(1);
  });

  it.each(steps)('shows other pictures from sampler to sampler at %i steps', async (count) => {
    const pictures = await drawEach(samplersShown.map((sampler) => ({ sampler, steps: count })));

    for (const [index, picture] of pictures.slice(1).entries()) expect(difference(picture, pictures[index]!)).toBeGreaterThan(count === 2 ? 0.1 : 1);
  });

  it('shows other pictures from prompt to prompt', async () => {
    const pictures = await drawEach(prompts.map((prompt) => ({ prompt })));

    for (const [index, picture] of pictures.slice(1).entries()) expect(difference(picture, pictures[index]!)).toBeGreaterThan(10);
  });
});

describe('a picture', () => {
  it('comes out the same every time', async () => {
    const [first, second] = await drawEach([{ sampler: 'dpmpp_2m_sde' }, { sampler: 'dpmpp_2m_sde' }]);

    expect(second!.data).toEqual(first!.data);
  });

  it.each([[512, 512], [448, 576], [72, 104]])('has the size asked for: %i × %i', async (width, height) => {
    const picture = await draw({ latent: emptyLatent({ batch: 2, width, height }), steps: 2 });

    expect(picture.shape).toEqual([2, height, width, 3]);
    expect(picture.data.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(difference({ ...picture, data: picture.data.subarray(0, picture.data.length / 2) }, { ...picture, data: picture.data.subarray(picture.data.length / 2) })).toBeGreaterThan(0.1);
  });

  it('survives being encoded and decoded again', async () => {
    const picture = await draw();

    const again = decodeLatent(encodePixels(picture, vae), vae);

    expect(difference(picture, again)).toBeLessThan(12);
  });

  it('keeps its forms when drawn over with little denoise', async () => {
    const castle = encodePixels(await draw({ prompt: prompts[1]! }), vae);

    const [little, much] = await drawEach([{ latent: castle, denoise: 0.1 }, { latent: castle, denoise: 0.9 }]);

    expect(difference(little!, decodeLatent(castle, vae))).toBeLessThan(difference(much!, decodeLatent(castle, vae)) / 2);
  });

  it('stays as it was with denoise 0', async () => {
    const latent = encodePixels(await draw({ steps: 2 }), vae);

    expect(decodeLatent(latent, vae)).toEqual(await draw({ latent, denoise: 0 }));
  });

  it('has a preview of one pixel for each latent pixel', () => {
    expect(previewLatent(emptyLatent({ batch: 1, width: 64, height: 32 })).shape).toEqual([1, 4, 8, 3]);
  });
});

describe('sampleLatent', () => {
  it('tells every step and shows the picture then', async () => {
    const seen: [number, number, number][] = [];

    await draw({ steps: 3, onStep: (step, total, denoised) => void seen.push([step, total, denoised().samples.length]) });

    expect(seen).toEqual([[1, 3, 16384], [2, 3, 16384], [3, 3, 16384]]);
  });

  it('stops when aborted, with the reason', async () => {
    const stop = new AbortController();
    const reason = new Error('no longer wanted');

    await expect(draw({ steps: 5, signal: stop.signal, onStep: (step) => void (step === 2 && stop.abort(reason)) })).rejects.toBe(reason);
  });

  it('names the samplers there are when asked for another', async () => {
    await expect(draw({ sampler: 'guess' })).rejects.toThrow(/no sampler "guess"; it has euler, /u);
  });

  it('draws in two parts what it draws in one', async () => {
    const model = { name: 'nocturne-sd3.safetensors', family: 'sd3', loras: [] } as const;
    const base = { model, positive: encodePrompt(clip, lighthouse), cfg: 4, seed: 7n, steps: 6, sampler: 'euler', scheduler: 'simple' };
    const latent = emptyLatent({ batch: 1, width: 128, height: 128 });

    const whole = await sampleLatent({ ...base, latent });
    const half = await sampleLatent({ ...base, latent, lastStep: 3, forceFullDenoise: false });
    const rest = await sampleLatent({ ...base, latent: half, startStep: 3, addNoise: false });

    for (const [index, value] of whole.samples.entries()) expect(rest.samples[index]).toBeCloseTo(value, 3);
  });
});
