import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** Multistep consistency sampling (Luo et al. 2023, "Latent consistency models", algorithm 3): jump to the picture, add fresh noise of the next level. */
export const lcm: Sampler = function* (x, { sigmas, isFlow, denoise, noise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    x = next > 0 ? combine([isFlow ? 1 - next : 1, denoised], [next, noise(sigma, next)]) : denoised;
  }
  return x;
};
