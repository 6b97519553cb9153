import { sigmaRange, type BaseSigmas } from './base-sigmas.js';
import { betaQuantile } from './beta-quantile.js';

/** Noise levels for so many steps, falling, the last one 0. */
export type Scheduler = (base: BaseSigmas, steps: number) => number[];

/** The schedulers by their ComfyUI names, in ComfyUI's order. */
export const schedulers: Readonly<Record<string, Scheduler>> = {
  simple: simpleSigmas,
  sgm_uniform: (base, steps) => [...timesteps(base, steps + 1).slice(0, -1).map(base.sigmaAt), 0],
  karras: (base, steps) => karrasSigmas({ steps, ...sigmaRange(base) }),
  exponential: (base, steps) => exponentialSigmas({ steps, ...sigmaRange(base) }),
  ddim_uniform: ddimUniformSigmas,
  beta: (base, steps) => betaSigmas(base, { steps }),
  normal: normalSigmas,
  linear_quadratic: linearQuadraticSigmas,
  kl_optimal: klOptimalSigmas,
};

/** The schedulers, in ComfyUI's order. */
export const schedulerNames: readonly string[] = Object.keys(schedulers);

interface SigmaSpan {
  readonly steps: number;
  readonly min: number;
  readonly max: number;
}

/** Evenly spaced in σ^(1/ρ): Karras et al. 2022, equation 5; ρ is 7 unless given. */
export function karrasSigmas({ steps, min, max, rho = 7 }: SigmaSpan & { rho?: number }): number[] {
  const [from, to] = [max ** (1 / rho), min ** (1 / rho)];
  return [...evenly(0, 1, steps).map((ramp) => (from + ramp * (to - from)) ** rho), 0];
}

/** Evenly spaced in log σ. */
export function exponentialSigmas({ steps, min, max }: SigmaSpan): number[] {
  return [...evenly(Math.log(max), Math.log(min), steps).map(Math.exp), 0];
}

/** Timesteps at the quantiles of a beta distribution, 0.6 and 0.6 unless given (Lee et al. 2024, "Beta sampling is all you need"); levels that fall together count once. */
export function betaSigmas(base: BaseSigmas, { steps, alpha = 0.6, beta = 0.6 }: { steps: number; alpha?: number; beta?: number }): number[] {
  const last = base.table.length - 1;
  const places = Array.from({ length: steps }, (_, index) => roundHalfEven(betaQuantile(1 - index / steps, alpha, beta) * last));
  return [...places.filter((place, index) => place !== places[index - 1]).map((place) => base.table[place]!), 0];
}

/** Every (N / steps)-th level of the table, from the top. */
function simpleSigmas({ table }: BaseSigmas, steps: number): number[] {
  const picked = Array.from({ length: steps }, (_, index) => table[table.length - 1 - Math.floor((index * table.length) / steps)]!);
  return [...picked, 0];
}

/** The stride of DDIM (Song et al. 2021) from the bottom of the table: it need not reach the top, nor give exactly the steps asked for. */
function ddimUniformSigmas({ table }: BaseSigmas, steps: number): number[] {
  const stride = Math.max(Math.floor(table.length / steps), 1);
  const rising = [0];
  for (let index = 1; index < table.length; index += stride) rising.push(table[index]!);
  return rising.reverse();
}

/** Evenly spaced timesteps, both ends included; a model whose last one is no noise at all needs no further 0. */
function normalSigmas(base: BaseSigmas, steps: number): number[] {
  const endsAtZero = Math.abs(base.sigmaAt(base.timestepOf(sigmaRange(base).min))) < 1e-5;
  const sigmas = timesteps(base, endsAtZero ? steps + 1 : steps).map(base.sigmaAt);
  return endsAtZero ? sigmas : [...sigmas, 0];
}

/**
 * Half the steps go linearly through the first 2.5 % of the noise, the others quadratically through the rest, with the same slope
 * where they meet (Mochi 1 and Movie Gen, 2024).
 */
function linearQuadraticSigmas(base: BaseSigmas, steps: number): number[] {
  const { max } = sigmaRange(base);
  if (steps === 1) return [max, 0];
  const threshold = 0.025;
  const linearSteps = Math.floor(steps / 2);
  const slope = threshold / linearSteps;
  const curvature = (1 - threshold - slope * (steps - linearSteps)) / (steps - linearSteps) ** 2;
  const removed = (step: number): number => slope * step + curvature * Math.max(step - linearSteps, 0) ** 2;
  return [...Array.from({ length: steps }, (_, step) => (1 - removed(step)) * max), 0];
}

/** Evenly spaced in arctan σ ("Align your steps", Sabour et al. 2024, theorem 3.1); one step has no spacing, NaN as in ComfyUI. Float32 matters: near π/2 the tangent magnifies its rounding. */
function klOptimalSigmas(base: BaseSigmas, steps: number): number[] {
  const { min, max } = sigmaRange(base);
  const [last, first] = [Math.fround(Math.atan(min)), Math.fround(Math.atan(max))];
  const ramps = Array.from({ length: steps }, (_, index) => index / (steps - 1));
  return [...ramps.map((ramp) => Math.tan(Math.fround(ramp * last + (1 - ramp) * first))), 0];
}

function timesteps(base: BaseSigmas, count: number): number[] {
  const { min, max } = sigmaRange(base);
  return evenly(base.timestepOf(max), base.timestepOf(min), count);
}

/** So many numbers from first to last, both included; one alone is the first. */
function evenly(first: number, last: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index === 0 ? first : first + ((last - first) * index) / (count - 1)));
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
