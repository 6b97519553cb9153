import { ancestralStep } from './ancestral-step.js';
import { resLean } from './res-multistep.js';
import type { Sampler } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

// CFG++ (Chung et al. 2024): the picture comes from the guided denoiser, the noise that is put back from the unguided one.

/** Euler (equal to DDIM) with CFG++. */
export const eulerCfgPp: Sampler = eulerWithCfgPp({ isAncestral: false });

/** Euler ancestral with CFG++. */
export const eulerAncestralCfgPp: Sampler = eulerWithCfgPp({ isAncestral: true });

function eulerWithCfgPp({ isAncestral }: { isAncestral: boolean }): Sampler {
  return varianceExploding(function* (x, { sigmas, denoiseBoth, noise }) {
    for (let step = 0; step < sigmas.length - 1; step++) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
      const { denoised, unguided } = denoiseBoth(x, sigma);
      yield { x, denoised };
      const { down, up } = isAncestral ? ancestralStep(sigma, next) : { down: next, up: 0 };
      x = combine([1, denoised], [down / sigma, x], [-down / sigma, unguided]);
      if (up > 0) x = combine([1, x], [up, noise(sigma, next)]);
    }
    return x;
  });
}

/** DPM-Solver++(2S) ancestral with CFG++: each half starts from x moved by what guidance adds, as known at its own evaluation. */
export const dpmpp2sAncestralCfgPp: Sampler = varianceExploding(function* (x, { sigmas, denoiseBoth, noise }) {
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const { denoised, unguided } = denoiseBoth(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const { down, up } = ancestralStep(sigma, next);
    const moved = combine([1, x], [1, denoised], [-1, unguided]);
    const middle = Math.sqrt(sigma * down);
    const second = denoiseBoth(combine([middle / sigma, moved], [1 - middle / sigma, denoised]), middle);
    const again = combine([1, x], [1, denoised], [-1, second.unguided]);
    x = combine([down / sigma, again], [1 - down / sigma, second.denoised], [up, noise(sigma, next)]);
  }
  return x;
});

/** DPM-Solver++(2M) with CFG++. */
export const dpmpp2mCfgPp: Sampler = varianceExploding(function* (x, { sigmas, denoiseBoth }) {
  let previous: { unguided: Float32Array; length: number } | undefined;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const { denoised, unguided } = denoiseBoth(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const length = Math.log(sigma / next);
    const lean = previous === undefined ? 0 : ((1 - next / sigma) * length) / previous.length / 2;
    x = combine([next / sigma, x], [1 + lean, denoised], [-next / sigma, unguided], [-lean, previous?.unguided ?? denoised]);
    previous = { unguided, length };
  }
  return x;
});

/** RES multistep with CFG++. */
export const resMultistepCfgPp: Sampler = resWithCfgPp({ isAncestral: false });

/** RES multistep ancestral with CFG++. */
export const resMultistepAncestralCfgPp: Sampler = resWithCfgPp({ isAncestral: true });

function resWithCfgPp({ isAncestral }: { isAncestral: boolean }): Sampler {
  return varianceExploding(function* (x, { sigmas, denoiseBoth, noise }) {
    let memory: { unguided: Float32Array; down: number } | undefined;
    for (let step = 0; step < sigmas.length - 1; step++) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
      const { denoised, unguided } = denoiseBoth(x, sigma);
      yield { x, denoised };
      const { down, up } = isAncestral ? ancestralStep(sigma, next) : { down: next, up: 0 };
      if (memory === undefined || down === 0) {
        x = combine([1, denoised], [down / sigma, x], [-down / sigma, unguided]);
      } else {
        const lean = resLean({ sigma, down, before: sigmas[step - 1]!, reached: memory.down });
        const moved = combine([1, x], [1, denoised], [-1, unguided]);
        x = combine([down / sigma, moved], [1 - down / sigma - lean, unguided], [lean, memory.unguided]);
      }
      if (up > 0) x = combine([1, x], [up, noise(sigma, next)]);
      memory = { unguided, down };
    }
    return x;
  });
}

/** Gradient estimation (γ = 2) with CFG++. */
export const gradientEstimationCfgPp: Sampler = varianceExploding(function* (x, { sigmas, denoiseBoth }) {
  let previous: Float32Array | undefined;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const { denoised, unguided } = denoiseBoth(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const slope = combine([1 / sigma, x], [-1 / sigma, unguided]);
    x = combine([1, denoised], [next, slope], [next - sigma, slope], [sigma - next, previous ?? slope]);
    previous = slope;
  }
  return x;
});
