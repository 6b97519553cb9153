import { ancestralStep } from './ancestral-step.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** RES, second-order multistep exponential integrator (Zhang et al. 2023, "Improved order analysis and design of exponential integrator"). */
export const resMultistep: Sampler = resSampler({ isAncestral: false });

/** RES down to the ancestral level, then noise up to the next. */
export const resMultistepAncestral: Sampler = resSampler({ isAncestral: true });

function resSampler({ isAncestral }: { isAncestral: boolean }): Sampler {
  return function* (x, { sigmas, denoise, noise }) {
    let memory: { denoised: Float32Array; down: number } | undefined;
    for (let step = 0; step < sigmas.length - 1; step++) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
      const denoised = denoise(x, sigma);
      yield { x, denoised };
      const { down, up } = isAncestral ? ancestralStep(sigma, next) : { down: next, up: 0 };
      const lean = memory === undefined || down === 0 ? 0 : resLean({ sigma, down, before: sigmas[step - 1]!, reached: memory.down });
      x = combine([down / sigma, x], [1 - down / sigma - lean, denoised], [lean, memory?.denoised ?? denoised]);
      if (up > 0) x = combine([1, x], [up, noise(sigma, next)]);
      memory = { denoised, down };
    }
    return x;
  };
}

/**
 * The weight of the denoised picture one step back: h·φ₂(−h) / c₂ with c₂ = its place, in steps of this length, all in t = −log σ. It is
 * measured from the level that the deterministic part of that step reached.
 */
export function resLean({ sigma, down, before, reached }: { sigma: number; down: number; before: number; reached: number }): number {
  const length = Math.log(sigma / down);
  const place = Math.log(reached / before) / length;
  return ((1 + Math.expm1(-length) / length) / place);
}
