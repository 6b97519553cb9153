import { ancestralStep } from './ancestral-step.js';
import type { Sampler } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

/** DPM-Solver++ (2S) with ancestral noise in both halves of a step, which makes it a solver of the SDE (Lu et al. 2022b; middle at half the log-SNR step). */
export const dpmppSde: Sampler = varianceExploding(function* (x, { sigmas, denoise, noise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const middle = Math.sqrt(sigma * next);
    const half = ancestralStep(sigma, middle);
    const inside = combine([half.down / sigma, x], [1 - half.down / sigma, denoised], [half.up, noise(sigma, middle)]);
    const denoisedInside = denoise(inside, middle);
    const whole = ancestralStep(sigma, next);
    x = combine([whole.down / sigma, x], [1 - whole.down / sigma, denoisedInside], [whole.up, noise(sigma, next)]);
  }
  return x;
});
