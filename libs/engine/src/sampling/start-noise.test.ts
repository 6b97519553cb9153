import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sizeOf } from './latent.js';
import { startNoise } from './start-noise.js';
import { TorchRandom } from './torch-random.js';

interface Recording {
  rows: { seed: string; shape: number[]; first: number[]; last: number[]; mean: number }[];
  ancestral: { seed: string; first_call: number[]; second_call: number[] }[];
  batch_index: { seed: string; shape: number[]; indices: number[]; first_of_each: number[][] };
  first_uniform_of_seed_42: number[];
  first_int32_of_seed_42: number[];
}

const path = new URL('../../../../test/recorded/comfyui/0.33.0/noise.json', import.meta.url);
// The recording is our own file; its shape is written above.
const recording = JSON.parse(readFileSync(path, 'utf8')) as Recording;

const expectClose = (actual: Iterable<number>, expected: readonly number[]): void => {
  const values = [...actual];
  expect(values).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(Math.abs(values[index]! - value)).toBeLessThan(2e-6);
};

describe('startNoise', () => {
  it.each(recording.rows.map((row) => [row.seed, row.shape.join(' × '), row] as const))(
    'draws for seed %s and shape %s what torch.randn draws',
    (_seed, _shape, row) => {
      const noise = startNoise(BigInt(row.seed), row.shape);

      expectClose(noise.subarray(0, row.first.length), row.first);
      expectClose(noise.subarray(-row.last.length), row.last);
      expect(noise.reduce((sum, value) => sum + value, 0) / noise.length).toBeCloseTo(row.mean, 5);
    },
  );

  it('gives a picture taken from a batch the noise of its place there', () => {
    const { seed, shape, indices, first_of_each } = recording.batch_index;

    const noise = startNoise(BigInt(seed), shape, indices);

    const pictureSize = sizeOf(shape) / shape[0]!;
    for (const [picture, first] of first_of_each.entries()) {
      expectClose(noise.subarray(picture * pictureSize, picture * pictureSize + first.length), first);
    }
  });
});

describe('TorchRandom', () => {
  it.each(recording.ancestral)('goes on drawing as ancestral samplers do with seed $seed', ({ seed, first_call, second_call }) => {
    const random = new TorchRandom(BigInt(seed) + 1n);

    expectClose(random.randn(256).subarray(0, 8), first_call);
    expectClose(random.randn(256).subarray(0, 8), second_call);
  });

  it('draws the integers and uniforms of torch', () => {
    const integers = new TorchRandom(42n);
    const uniforms = new TorchRandom(42n);

    const low31Bits = recording.first_int32_of_seed_42.map(() => (integers.nextUint32(), integers.nextUint32() & 0x7fffffff));
    expect(low31Bits).toEqual(recording.first_int32_of_seed_42); // of 64 drawn bits
    expectClose(recording.first_uniform_of_seed_42.map(() => uniforms.nextFloat()), recording.first_uniform_of_seed_42);
  });
});
