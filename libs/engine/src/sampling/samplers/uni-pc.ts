import { solveLinear } from './solve-linear.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** UniPC of third order (Zhao et al. 2023), predicting the picture, B(h) = h. It goes to 0.001 instead of 0, and shows x in variance-preserving scale. */
export const uniPc: Sampler = uniPcSampler((exponent) => exponent);

/** UniPC with B(h) = e^h − 1. */
export const uniPcBh2: Sampler = uniPcSampler(Math.expm1);

interface Known {
  readonly denoised: Float32Array;
  readonly sigma: number;
}

/** One step from the newest known picture at `known[0]` to `next`, starting from x. */
interface Step {
  readonly x: Float32Array;
  readonly known: readonly Known[];
  readonly next: number;
}

type Scale = (exponent: number) => number;

function uniPcSampler(scaleOf: Scale): Sampler {
  return function* (x, run) {
    const sigmas = run.sigmas.map((sigma) => (sigma === 0 ? 0.001 : sigma));
    const steps = sigmas.length - 1;
    const order = Math.min(3, steps - 1);
    let known: Known[] = [];
    let last: Step | undefined;
    for (let index = 0; index < steps; index++) {
      const sigma = sigmas[index]!;
      const denoised = run.denoise(x, sigma);
      if (last !== undefined) x = unify(last, scaleOf, denoised);
      known = [{ denoised, sigma }, ...known].slice(0, Math.max(order, 1));
      last = { x, known: known.slice(0, Math.min(known.length, steps - index)), next: sigmas[index + 1]! };
      const predicted = unify(last, scaleOf);
      yield { x: index === steps - 1 ? predicted : inUnitVariance(x, sigma), denoised };
      x = predicted;
    }
    return x;
  };
}

function inUnitVariance(x: Float32Array, sigma: number): Float32Array {
  return x.map((value) => value / Math.sqrt(1 + sigma ** 2));
}

/**
 * UniP (without `reached`) or UniC (with the picture the model saw at the predicted place): algorithms 5 to 8 of Zhao et al. 2023.
 * Differences of the known pictures, each over its place in steps, are weighted so that polynomials are integrated exactly.
 */
function unify({ x, known, next }: Step, scaleOf: Scale, reached?: Float32Array): Float32Array {
  const now = known[0]!;
  const exponent = -Math.log(now.sigma / next);
  const older = known.slice(1).map(({ denoised, sigma }) => ({ denoised, place: Math.log(now.sigma / sigma) / -exponent }));
  const points = reached === undefined ? older : [...older, { denoised: reached, place: 1 }];
  const weights = unifiedWeights(points.map((point) => point.place), { exponent, scale: scaleOf(exponent), isCorrector: reached !== undefined });
  const shares = points.map((point, index) => (scaleOf(exponent) * weights[index]!) / point.place);
  const total = shares.reduce((sum, share) => sum + share, 0);
  return combine(
    [next / now.sigma, x],
    [-Math.expm1(exponent) + total, now.denoised],
    ...points.map((point, index) => [-shares[index]!, point.denoised] as const),
  );
}

/** Solves Σ weight · place^(k−1) = k! φ_(k+1) h / B(h) for k = 1, 2 …; a single weight is 1/2 where the paper's code takes it so. */
function unifiedWeights(places: readonly number[], { exponent, scale, isCorrector }: { exponent: number; scale: number; isCorrector: boolean }): number[] {
  if (places.length === 1 && (isCorrector || places[0] !== 1)) return [0.5];
  const rows: number[][] = [];
  const sides: number[] = [];
  let [phi, factorial] = [Math.expm1(exponent) / exponent - 1, 1];
  for (let row = 0; row < places.length; row++) {
    rows.push(places.map((place) => place ** row));
    sides.push((phi * factorial) / scale);
    factorial *= row + 2;
    phi = phi / exponent - 1 / factorial;
  }
  return solveLinear(rows, sides);
}
