import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** Euler's method on the probability-flow ODE dx/dσ = (x − D) / σ (Karras et al. 2022, algorithm 1 without its second-order part); `ddim` is the same. */
export const euler: Sampler = function* (x, { sigmas, denoise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const denoised = denoise(x, sigmas[step]!);
    yield { x, denoised };
    const ratio = sigmas[step + 1]! / sigmas[step]!;
    x = combine([ratio, x], [1 - ratio, denoised]);
  }
  return x;
};
