import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** How much the newest estimate of the gradient counts against the one before. */
const GAMMA = 2;

/** Gradient estimation (Permenter and Yuan 2024, "Interpreting and improving diffusion models from an optimization perspective", γ = 2). */
export const gradientEstimation: Sampler = function* (x, { sigmas, denoise }) {
  let previous: Float32Array | undefined;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const slope = combine([1 / sigma, x], [-1 / sigma, denoised]);
    const estimate = previous === undefined ? slope : combine([GAMMA, slope], [1 - GAMMA, previous]);
    x = combine([1, x], [next - sigma, estimate]);
    previous = slope;
  }
  return x;
};
