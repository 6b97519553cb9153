import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** The posterior of the reverse chain (Ho et al. 2020, equations 6 and 7), in variance-preserving terms: ᾱ = 1 / (1 + σ²). */
export const ddpm: Sampler = function* (x, { sigmas, denoise, noise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    const kept = (next / sigma) ** 2;
    const mean = combine([kept, x], [1 - kept, denoised]);
    x = next > 0 ? combine([1, mean], [next * Math.sqrt(1 - kept), noise(sigma, next)]) : mean;
  }
  return x;
};
