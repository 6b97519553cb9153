import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** Heun's second-order method (Karras et al. 2022, algorithm 1); the step to 0 is Euler's. */
export const heun: Sampler = function* (x, { sigmas, denoise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    const slope = combine([1 / sigma, x], [-1 / sigma, denoised]);
    const end = combine([1, x], [next - sigma, slope]);
    x = next === 0 ? end : combine([1, x], [(next - sigma) / 2, slope], [(next - sigma) / 2, slopeAt(end, next, denoise)]);
  }
  return x;
};

/** dx/dσ = (x − D) / σ. */
export function slopeAt(x: Float32Array, sigma: number, denoise: (x: Float32Array, sigma: number) => Float32Array): Float32Array {
  return combine([1 / sigma, x], [-1 / sigma, denoise(x, sigma)]);
}
