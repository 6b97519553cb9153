import { ancestralStep, flowDown, renoiseFlow } from './ancestral-step.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** DPM-Solver++(2S) (Lu et al. 2022b, algorithm 1, middle at half the step in log-SNR) down to the ancestral level, then noise up to the next. */
export const dpmpp2sAncestral: Sampler = function* (x, run) {
  for (let step = 0; step < run.sigmas.length - 1; step++) {
    const [sigma, next] = [run.sigmas[step]!, run.sigmas[step + 1]!];
    const denoised = run.denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const { down, up } = run.isFlow ? { down: flowDown(sigma, next), up: 0 } : ancestralStep(sigma, next);
    const middle = run.isFlow ? flowMiddle(sigma, down) : Math.sqrt(sigma * down);
    const half = combine([middle / sigma, x], [1 - middle / sigma, denoised]);
    x = combine([down / sigma, x], [1 - down / sigma, run.denoise(half, middle)]);
    x = run.isFlow ? renoiseFlow(x, { sigma, down, next }, run) : combine([1, x], [up, run.noise(sigma, next)]);
  }
  return x;
};

/** Half-way in log-SNR, log((1 − σ) / σ); pure noise has none, there it is 0.9999. */
function flowMiddle(sigma: number, down: number): number {
  if (sigma === 1) return 0.9999;
  const odds = Math.sqrt((sigma / (1 - sigma)) * (down / (1 - down)));
  return odds / (1 + odds);
}
