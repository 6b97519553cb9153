import { ancestralStep, flowDown, renoiseFlow } from './ancestral-step.js';
import { slopeAt } from './heun.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** The midpoint method with its middle at the geometric mean of the levels (DPM-Solver-2 in σ; Karras et al. 2022, appendix); the step to 0 is Euler's. */
export const dpm2: Sampler = function* (x, { sigmas, denoise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    x = midpoint(x, { sigma, to: next, denoised, denoise });
  }
  return x;
};

/** DPM2 down to the ancestral level, then noise up to the next. */
export const dpm2Ancestral: Sampler = function* (x, run) {
  for (let step = 0; step < run.sigmas.length - 1; step++) {
    const [sigma, next] = [run.sigmas[step]!, run.sigmas[step + 1]!];
    const denoised = run.denoise(x, sigma);
    yield { x, denoised };
    const { down, up } = run.isFlow ? { down: flowDown(sigma, next), up: 0 } : ancestralStep(sigma, next);
    x = midpoint(x, { sigma, to: down, denoised, denoise: run.denoise });
    if (run.isFlow) x = renoiseFlow(x, { sigma, down, next }, run);
    else if (up > 0) x = combine([1, x], [up, run.noise(sigma, next)]);
  }
  return x;
};

interface Midpoint {
  readonly sigma: number;
  readonly to: number;
  readonly denoised: Float32Array;
  denoise(x: Float32Array, sigma: number): Float32Array;
}

function midpoint(x: Float32Array, { sigma, to, denoised, denoise }: Midpoint): Float32Array {
  if (to === 0) return denoised;
  const middle = Math.sqrt(sigma * to);
  const half = combine([middle / sigma, x], [1 - middle / sigma, denoised]);
  return combine([1, x], [to - sigma, slopeAt(half, middle, denoise)]);
}
