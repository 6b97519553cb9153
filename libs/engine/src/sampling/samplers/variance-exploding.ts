import type { Sampler, SamplerRun } from './sampler.js';
import { combine } from './vectors.js';

/** Where SD3's schedule is after one ten-thousandth; stands in for pure noise, whose signal-to-noise ratio is 0. */
const NEARLY_PURE = 0.9999;

/**
 * Runs a sampler that is written for x = picture + σ · noise on a flow model as well: x / (1 − σ) is of that kind, at level σ / (1 − σ).
 * A first level of 1 is moved slightly below it.
 */
export function varianceExploding(sampler: Sampler): Sampler {
  return function* (x, run) {
    if (!run.isFlow) return yield* sampler(x, run);
    const sigmas = run.sigmas.map((sigma) => (sigma >= 1 ? shifted(NEARLY_PURE) : sigma));
    const steps = sampler(combine([1 / (1 - sigmas[0]!), x]), explodingRun(run, sigmas));
    let [step, place] = [steps.next(), 0];
    while (step.done !== true) {
      const scale = 1 - sigmas[place++]!;
      yield { x: combine([scale, step.value.x]), denoised: step.value.denoised };
      step = steps.next();
    }
    return combine([1 - sigmas[sigmas.length - 1]!, step.value]);
  };
}

function explodingRun(run: SamplerRun, sigmas: readonly number[]): SamplerRun {
  const toFlow = (level: number): number => level / (1 + level);
  const fromFlow = (sigma: number): number => sigma / (1 - sigma);
  return {
    sigmas: sigmas.map(fromFlow),
    isFlow: false,
    sigmaAfter: (share) => fromFlow(run.sigmaAfter(share)),
    denoise: (x, level) => run.denoise(combine([1 / (1 + level), x]), toFlow(level)),
    denoiseBoth: (x, level) => run.denoiseBoth(combine([1 / (1 + level), x]), toFlow(level)),
    noise: (from, to) => run.noise(toFlow(from), toFlow(to)),
  };
}

/** SD3's shift of 3. Float32, since so close to 1 its rounding decides the signal-to-noise ratio. */
function shifted(time: number): number {
  return Math.fround((3 * time) / (1 + 2 * time));
}
