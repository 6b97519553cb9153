import { ancestralStep, flowDown, renoiseFlow } from './ancestral-step.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** Euler steps that go further down than the next level and come back up with fresh noise (Song et al. 2021). */
export const eulerAncestral: Sampler = function* (x, run) {
  for (let step = 0; step < run.sigmas.length - 1; step++) {
    const [sigma, next] = [run.sigmas[step]!, run.sigmas[step + 1]!];
    const denoised = run.denoise(x, sigma);
    yield { x, denoised };
    const { down, up } = run.isFlow ? { down: flowDown(sigma, next), up: 0 } : ancestralStep(sigma, next);
    x = combine([down / sigma, x], [1 - down / sigma, denoised]);
    if (run.isFlow) x = renoiseFlow(x, { sigma, down, next }, run);
    else if (up > 0) x = combine([1, x], [up, run.noise(sigma, next)]);
  }
  return x;
};
