import { integral, lagrange } from './lagrange.js';
import type { Sampler } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

/** SA-Solver (Xue et al. 2023, algorithm 1): stochastic Adams, three pictures to predict and four to correct. */
export const saSolver: Sampler = stochasticAdams({ evaluatesAgain: false });

/** The same, evaluating the model once more after each correction. */
export const saSolverPece: Sampler = stochasticAdams({ evaluatesAgain: true });

interface Known {
  readonly denoised: Float32Array;
  /** Log-SNR: −log σ. */
  readonly lambda: number;
}

/** A step from sigma to next, with τ² (how much of the reverse SDE's noise is added) and that noise. */
interface Step {
  readonly x: Float32Array;
  readonly sigma: number;
  readonly next: number;
  readonly tauSquared: number;
  readonly noise: Float32Array | undefined;
}

function stochasticAdams({ evaluatesAgain }: { evaluatesAgain: boolean }): Sampler {
  return varianceExploding(function* (x, run) {
    const [noisyFrom, noisyTo] = [run.sigmaAfter(0.2), run.sigmaAfter(0.8)];
    const total = run.sigmas.length - 1;
    const endsClean = run.sigmas[total] === 0;
    let known: Known[] = [];
    let last: Step | undefined;
    for (let index = 0; index < total; index++) {
      const [sigma, next] = [run.sigmas[index]!, run.sigmas[index + 1]!];
      let denoised = run.denoise(x, sigma);
      yield { x, denoised };
      known = [{ denoised, lambda: -Math.log(sigma) }, ...known].slice(0, 4);
      const correctors = Math.min(known.length, endsClean ? total - index : Infinity);
      if (last !== undefined && (next > 0 || evaluatesAgain)) {
        x = adamsStep(last, known.slice(0, correctors));
        if (evaluatesAgain) denoised = run.denoise(x, sigma);
        known = [{ ...known[0]!, denoised }, ...known.slice(1)];
      }
      if (next === 0) return denoised;
      const tauSquared = next <= noisyFrom && next >= noisyTo ? 1 : 0;
      last = { x, sigma, next, tauSquared, noise: tauSquared > 0 ? run.noise(sigma, next) : undefined };
      x = adamsStep(last, known.slice(0, Math.min(3, endsClean ? total - 1 - index : 3)));
    }
    return x;
  });
}

/** x at the step's end: what is left of x, the polynomial through the known pictures under the exponential kernel, and noise. */
function adamsStep({ x, sigma, next, tauSquared, noise }: Step, known: readonly Known[]): Float32Array {
  const [from, to] = [-Math.log(sigma), -Math.log(next)];
  const rate = 1 + tauSquared;
  const lambdas = known.map(({ lambda }) => lambda);
  const weights = known.map((_, index) => integral((lambda) => rate * Math.exp(-rate * (to - lambda)) * lagrange(lambdas, index, lambda), from, to));
  const result = combine([Math.exp(-rate * (to - from)), x], ...known.map(({ denoised }, index) => [weights[index]!, denoised] as const));
  if (noise === undefined) return result;
  return combine([1, result], [next * Math.sqrt(-Math.expm1(-2 * tauSquared * (to - from))), noise]);
}
