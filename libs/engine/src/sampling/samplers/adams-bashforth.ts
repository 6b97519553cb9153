import { integral, lagrange } from './lagrange.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/** The weights of the newest slope and those before it, for one step. `levels` are theirs, the newest first. */
type SlopeWeights = (levels: readonly number[], next: number) => number[];

/** Adams–Bashforth: the slopes of the last steps extrapolated by a polynomial in σ, integrated exactly to the next level. */
export const lms: Sampler = adamsBashforth(4, (levels, next) => lagrangeIntegrals(levels, levels[0]!, next));

/** The classical weights for even steps, whatever the steps are: iPNDM (Zhang and Chen 2022, "DEIS", appendix). */
export const ipndm: Sampler = adamsBashforth(4, (levels, next) => evenWeights[levels.length - 1]!.map((weight) => weight * (next - levels[0]!)));

/**
 * iPNDM for uneven steps ("variable step", Zhou et al. 2024, diff-sampler): differences of the slopes in Newton's form. The weights of the
 * second and third difference and of the oldest slope are theirs, which equal Adams and Bashforth's for even steps only.
 */
export const ipndmV: Sampler = adamsBashforth(4, unevenWeights);

/** DEIS, tAB3 (Zhang and Chen 2022): the polynomial runs in the time of a VP process, the integral in σ. */
export const deis: Sampler = adamsBashforth(3, (levels, next) => {
  if (levels.length === 1) return [next - levels[0]!];
  const times = levels.map(vpTime);
  return levels.map((_, index) => sumOf10000((time) => vpSigmaSlope(time) * lagrange(times, index, time), times[0]!, vpTime(next)));
});

const evenWeights: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];

function adamsBashforth(order: number, weightsOf: SlopeWeights): Sampler {
  return function* (x, { sigmas, denoise }) {
    let slopes: Float32Array[] = [];
    for (let step = 0; step < sigmas.length - 1; step++) {
      const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
      const denoised = denoise(x, sigma);
      yield { x, denoised };
      slopes = [combine([1 / sigma, x], [-1 / sigma, denoised]), ...slopes].slice(0, order);
      if (next === 0) return denoised;
      const levels = slopes.map((_, back) => sigmas[step - back]!);
      const weights = weightsOf(levels, next);
      x = combine([1, x], ...slopes.map((slope, back) => [weights[back]!, slope] as const));
    }
    return x;
  };
}

function unevenWeights(levels: readonly number[], next: number): number[] {
  const [h = 0, h1 = 0, h2 = 0, h3 = 0] = [next, ...levels].slice(0, -1).map((level, index) => level - levels[index]!);
  const first = [1, -1, 0, 0];
  const second = minus(first, h1 / h2, shifted(first));
  const older = shifted(minus(first, h2 / h3, shifted(first))).with(3, h1 / h2);
  const third = minus(second, (h1 * (h1 + h2)) / (h2 * (h2 + h3)), older);
  const secondGain = (1 - ((h / (3 * (h + h1))) * (h * (h + h1))) / (h1 * (h1 + h2))) / 2;
  const reach = (h * (h + h1) * (h + h1 + h2)) / (h1 * (h1 + h2) * (h1 + h2 + h3));
  const thirdGain = ((1 - h / (3 * (h + h1))) / 2 + ((1 - h / (2 * (h + h1))) * h) / (6 * (h + h1 + h2))) * reach;
  const gains = [h / (2 * h1), secondGain, thirdGain].slice(0, levels.length - 1);
  const terms = [first, second, third];
  return levels.map((_, slope) => h * gains.reduce((sum, gain, term) => sum + gain * terms[term]![slope]!, slope === 0 ? 1 : 0));
}

function minus(terms: readonly number[], factor: number, others: readonly number[]): number[] {
  return terms.map((term, index) => term - factor * others[index]!);
}

function shifted(terms: readonly number[]): number[] {
  return [0, ...terms.slice(0, -1)];
}

/** ∫ of each Lagrange polynomial over `nodes`. */
function lagrangeIntegrals(nodes: readonly number[], from: number, to: number): number[] {
  return nodes.map((_, index) => integral((at) => lagrange(nodes, index, at), from, to));
}

/** What a sum of 10,000 evenly spaced values, both ends among them, times (to − from) / 10,000 gives, to first order: DEIS is specified by its sums. */
function sumOf10000(density: (at: number) => number, from: number, to: number): number {
  const share = 1 / 10_000;
  return (1 - share) * integral(density, from, to) + (share * (to - from) * (density(from) + density(to))) / 2;
}

/** log(1 + σ²) where time is 0.001 (σ = 0.002, in float32) and where it is 1 (σ = 80): Karras et al. 2022's range. */
const [logAtStart, logAtEnd] = [Math.log(Math.fround(1 + 0.002 ** 2)), Math.log(1 + 80 ** 2)];
const betaSpan = (2 * (logAtStart / 0.001 - logAtEnd)) / (0.001 - 1);
const betaMin = logAtEnd - betaSpan / 2;

/** The time at which a VP process with linear β (Song et al. 2021) has noise level σ: log(1 + σ²) = β_d t² / 2 + β_min t. */
function vpTime(sigma: number): number {
  return (Math.sqrt(betaMin ** 2 + 2 * betaSpan * Math.log1p(sigma ** 2)) - betaMin) / betaSpan;
}

function vpSigmaSlope(time: number): number {
  const growth = Math.exp((betaSpan * time * time) / 2 + betaMin * time);
  return ((betaSpan * time + betaMin) * growth) / (2 * Math.sqrt(growth - 1));
}
