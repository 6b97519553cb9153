import { sizeOf } from './latent.js';
import { TorchRandom } from './torch-random.js';

/**
 * The noise a seed (0 to 2^64 − 1) means in ComfyUI: `torch.randn` of a CPU generator, float32 of the given shape.
 * With `batchIndex` each picture gets the noise of its place in the batch it was taken from.
 */
export function startNoise(seed: bigint, shape: readonly number[], batchIndex?: readonly number[]): Float32Array {
  const random = new TorchRandom(seed);
  if (batchIndex === undefined) return random.randn(sizeOf(shape));
  const pictureSize = sizeOf(shape.slice(1));
  const places = Array.from({ length: Math.max(...batchIndex) + 1 }, () => random.randn(pictureSize));
  const noise = new Float32Array(sizeOf(shape));
  for (let picture = 0; picture < shape[0]!; picture++) {
    noise.set(places[batchIndex[picture % batchIndex.length]!]!, picture * pictureSize);
  }
  return noise;
}
