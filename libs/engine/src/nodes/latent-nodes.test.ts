import { expect, it } from 'vitest';
import { fakeContext } from './testing/fake-context.js';
import { recording } from './testing/recording.js';
import { runNode } from './testing/run-node.js';
import type { Latent } from './values.js';

const context = fakeContext('/nowhere');

function latentOf(changes: Partial<Latent> = {}): Latent {
  const latent: Latent = { kind: 'LATENT', batch: 3, channels: 1, height: 1, width: 2, data: Float32Array.of(0, 1, 10, 11, 20, 21), ...changes };
  return latent;
}

async function latentFrom(classType: string, inputs: Record<string, unknown>): Promise<Latent> {
  const { outputs } = await runNode(classType, inputs, context);
  // These nodes have one output, a latent.
  return outputs[0] as Latent;
}

it.each([
  ['EmptyLatentImage', { width: 520, height: 260, batch_size: 2 }, [2, 4, 32, 65]],
  ['EmptySD3LatentImage', { width: 512, height: 512, batch_size: 1 }, [1, 4, 64, 64]],
])('%s makes an eighth of the size, rounded down', async (classType, inputs, shape) => {
  const { batch, channels, height, width, data } = await latentFrom(classType, inputs);

  expect([batch, channels, height, width]).toEqual(shape);
  expect(data.length).toBe(shape.reduce((product, side) => product * side, 1));
});

it.each([
  ['one from the middle', { batch_index: 1, length: 1 }, [10, 11], [1]],
  ['several, as far as there are any', { batch_index: 1, length: 9 }, [10, 11, 20, 21], [1, 2]],
  ['one beyond the end as the last', { batch_index: 99, length: 1 }, [20, 21], [2]],
  ['counted from the end', { batch_index: -2, length: 1 }, [10, 11], [1]],
])('LatentFromBatch takes %s, each with the noise of its place', async (_, inputs, data, batchIndex) => {
  const latent = await latentFrom('LatentFromBatch', { samples: latentOf(), ...inputs });

  expect({ data: [...latent.data], batchIndex: latent.batchIndex }).toEqual({ data, batchIndex });
});

it('LatentFromBatch keeps the places of a batch that was taken from another', async () => {
  const latent = await latentFrom('LatentFromBatch', { samples: latentOf({ batchIndex: [7, 5, 3] }), batch_index: 1, length: 2 });

  expect(latent.batchIndex).toEqual([5, 3]);
});

it.each([
  ['left as they are where none were given', undefined, undefined],
  ['counted on where they were given', [2, 4, 5], [2, 4, 5, 6, 8, 9]],
])('RepeatLatentBatch repeats pictures, places %s', async (_, batchIndex, wanted) => {
  const latent = await latentFrom('RepeatLatentBatch', { samples: latentOf(batchIndex && { batchIndex }), amount: 2 });

  expect(latent).toMatchObject({ batch: 6, data: Float32Array.of(0, 1, 10, 11, 20, 21, 0, 1, 10, 11, 20, 21) });
  expect(latent.batchIndex).toEqual(wanted);
});

interface LatentRow { upscale_method: string; width: number; height: number; crop: string; result: number[] }
const ops = recording<{ latent: number[]; rows: LatentRow[] }>('latent-ops');
const square: Latent = { kind: 'LATENT', batch: 1, channels: 4, height: 4, width: 4, data: Float32Array.from(ops.latent) };

// The node takes no side below 64 pixels; the smaller sizes are held against the recording where resizing is.
const rows = ops.rows.filter(({ width, height }) => width >= 8 && height >= 8);

it.each(rows.map((row) => [`${row.upscale_method} to ${row.width} × ${row.height}`, row] as const))('LatentUpscale agrees with ComfyUI: %s', async (_, row) => {
  const latent = await latentFrom('LatentUpscale', { samples: square, upscale_method: row.upscale_method, width: row.width * 8, height: row.height * 8, crop: row.crop });

  expect([latent.width, latent.height]).toEqual([row.width, row.height]);
  latent.data.forEach((value, i) => expect(value).toBeCloseTo(row.result[i] ?? Number.NaN, 5));
});

it('LatentUpscaleBy agrees with ComfyUI', async () => {
  const [row] = rows;

  const latent = await latentFrom('LatentUpscaleBy', { samples: square, upscale_method: row?.upscale_method, scale_by: 2 });

  expect([latent.width, latent.height]).toEqual([8, 8]);
  latent.data.forEach((value, i) => expect(value).toBeCloseTo(row?.result[i] ?? Number.NaN, 5));
});

it.each([
  ['two zeros leave the latent alone', 0, 0, [4, 4]],
  ['a missing width follows from the height', 0, 128, [16, 16]],
  ['a missing height follows from the width', 96, 0, [12, 12]],
  ['no side goes below 64 pixels', 8, 128, [8, 16]],
])('LatentUpscale: %s', async (_, width, height, size) => {
  const latent = await latentFrom('LatentUpscale', { samples: square, upscale_method: 'nearest-exact', width, height, crop: 'disabled' });

  expect([latent.width, latent.height]).toEqual(size);
});
