import type { Sampler } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

/** DPM-Solver++(2M) (Lu et al. 2022b, algorithm 2), the last step to 0 of first order. */
export const dpmpp2m: Sampler = function* (x, { sigmas, denoise }) {
  let previous: { denoised: Float32Array; length: number } | undefined;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const length = Math.log(sigma / next);
    const lean = previous === undefined ? 0 : length / previous.length / 2;
    const target = previous === undefined ? denoised : combine([1 + lean, denoised], [-lean, previous.denoised]);
    x = combine([next / sigma, x], [1 - next / sigma, target]);
    previous = { denoised, length };
  }
  return x;
};

/** SDE-DPM-Solver++(2M) (Lu et al. 2022b, §5), its second-order term by the midpoint rule. */
export const dpmpp2mSde: Sampler = sdeMultistep(2, (double) => ({ first: -Math.expm1(-double) / 2, second: 0 }));

/** The same with the term worked out exactly, as Heun's method does. */
export const dpmpp2mSdeHeun: Sampler = sdeMultistep(2, (double) => ({ first: phi(double).second, second: 0 }));

/** SDE-DPM-Solver++(3M): one more difference of the denoised pictures, by the exponential integrator's φ₂ and φ₃. */
export const dpmpp3mSde: Sampler = sdeMultistep(3, (double) => {
  const { second, third } = phi(double);
  return { first: second, second: third };
});

/** φ₂ and φ₃ of an exponential integrator (Hochbruck and Ostermann 2010), times the step. */
function phi(length: number): { second: number; third: number } {
  const second = 1 + Math.expm1(-length) / length;
  return { second, third: second / length - 0.5 };
}

interface Memory {
  readonly denoised: Float32Array;
  /** Length of the step that was taken from there, in log-SNR. */
  readonly length: number;
}

/** Exponential multistep integration of the reverse SDE with as much noise as the process itself (η = 1): the exponent counts twice. */
function sdeMultistep(order: 2 | 3, weightsOf: (doubleLength: number) => { first: number; second: number }): Sampler {
  return varianceExploding(function* (x, { sigmas, denoise, noise }) {
    let memories: Memory[] = [];
    for (let step = 0; step < sigmas.length - 1; step++) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
      const denoised = denoise(x, sigma);
      yield { x, denoised };
      if (next === 0) return denoised;
      const length = Math.log(sigma / next);
      const decay = Math.exp(-2 * length);
      const weights = weightsOf(2 * length);
      const terms = differences(denoised, length, memories);
      x = combine(
        [decay, x],
        [1 - decay, denoised],
        ...(terms === undefined ? [] : ([[weights.first, terms.first], [-weights.second, terms.second]] as const)),
        [next * Math.sqrt(1 - decay), noise(sigma, next)],
      );
      memories = [{ denoised, length }, ...memories].slice(0, order - 1);
    }
    return x;
  });
}

/** First and second difference of the denoised pictures, per step of this length; the second is 0 until there are three pictures. */
function differences(denoised: Float32Array, length: number, memories: readonly Memory[]): { first: Float32Array; second: Float32Array } | undefined {
  const [last, beforeLast] = memories;
  if (last === undefined) return undefined;
  const near = last.length / length;
  const first = combine([1 / near, denoised], [-1 / near, last.denoised]);
  if (beforeLast === undefined) return { first, second: new Float32Array(denoised.length) };
  const far = beforeLast.length / length;
  const older = combine([1 / far, last.denoised], [-1 / far, beforeLast.denoised]);
  const second = combine([1 / (near + far), first], [-1 / (near + far), older]);
  return { first: combine([1, first], [near, second]), second };
}
