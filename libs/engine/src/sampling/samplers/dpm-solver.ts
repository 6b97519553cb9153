import type { Sampler, SamplerRun } from './sampler.js';
import { combine } from './vectors.js';

/** DPM-Solver-fast (Lu et al. 2022, §3.4): third-order steps, evenly spaced in log σ, as many model calls as steps were asked for. It ends at the last level above 0. */
export const dpmFast: Sampler = function* (x, run) {
  const span = timeSpan(run.sigmas);
  const orders = ordersOf(run.sigmas.length - 1);
  for (const [index, order] of orders.entries()) {
    const [from, to] = [index, index + 1].map((place) => span.start + ((span.end - span.start) * place) / orders.length);
    const noise = noiseAt(x, from!, run);
    yield { x, denoised: combine([1, x], [-Math.exp(-from!), noise]) };
    x = solverStep(order, x, { from: from!, to: to!, noise, run });
  }
  return x;
};

/** DPM-Solver-12-3 with its own steps (Lu et al. 2022, appendix C): the second-order result beside the third-order one tells the error. Yields where each try, taken or not, arrived. */
export const dpmAdaptive: Sampler = function* (x, run) {
  const { start, end } = timeSpan(run.sigmas);
  let [from, length, lower] = [start, 0.05, x];
  while (from < end - 1e-5) {
    const to = Math.min(end, from + length);
    const noise = noiseAt(x, from, run);
    const { second, third } = secondAndThird(x, { from, to, noise, run });
    const factor = 1 + Math.atan((errorOf(second, third, lower) + 1e-8) ** (-1 / 3) - 1);
    const denoised = combine([1, x], [-Math.exp(-from), noise]);
    if (factor >= 0.81) [x, lower, from] = [third, second, to];
    yield { x, denoised };
    length *= factor;
  }
  return x;
};

/** One step in t = −log σ, with the noise the model sees at its start. */
interface SolverStep {
  readonly from: number;
  readonly to: number;
  readonly noise: Float32Array;
  readonly run: SamplerRun;
}

function timeSpan(sigmas: readonly number[]): { start: number; end: number } {
  const last = sigmas[sigmas.length - 1]! > 0 ? sigmas[sigmas.length - 1]! : sigmas[sigmas.length - 2]!;
  return { start: -Math.log(sigmas[0]!), end: -Math.log(last) };
}

/** Threes as far as they go, the rest in the last one or two steps. */
function ordersOf(calls: number): number[] {
  const steps = Math.floor(calls / 3) + 1;
  const threes = (count: number): number[] => Array.from({ length: Math.max(count, 0) }, () => 3);
  return calls % 3 === 0 ? [...threes(steps - 2), 2, 1] : [...threes(steps - 1), calls % 3];
}

/** (x − D) / σ: the noise in x, of unit size. */
function noiseAt(x: Float32Array, time: number, { denoise }: SamplerRun): Float32Array {
  const sigma = Math.exp(-time);
  return combine([1 / sigma, x], [-1 / sigma, denoise(x, sigma)]);
}

function solverStep(order: number, x: Float32Array, step: SolverStep): Float32Array {
  if (order === 1) return combine([1, x], [-Math.exp(-step.to) * Math.expm1(step.to - step.from), step.noise]);
  if (order === 2) return secondOrder(x, step, noiseInside(x, step, 1 / 2), 1 / 2);
  return secondAndThird(x, step).third;
}

/** The noise after an Euler step (exact in the linear part) over a part of the step. */
function noiseInside(x: Float32Array, { from, to, noise, run }: SolverStep, part: number): Float32Array {
  const inside = from + part * (to - from);
  return noiseAt(combine([1, x], [-Math.exp(-inside) * Math.expm1(inside - from), noise]), inside, run);
}

/** DPM-Solver-2, algorithm 1 of Lu et al. 2022. */
function secondOrder(x: Float32Array, { from, to, noise }: SolverStep, inner: Float32Array, part: number): Float32Array {
  const change = Math.exp(-to) * Math.expm1(to - from);
  return combine([1, x], [-change + change / (2 * part), noise], [-change / (2 * part), inner]);
}

/** DPM-Solver-3, algorithm 2 of Lu et al. 2022, and the second-order result that shares its first inner evaluation. */
function secondAndThird(x: Float32Array, step: SolverStep): { second: Float32Array; third: Float32Array } {
  const { from, to, noise, run } = step;
  const length = to - from;
  const first = noiseInside(x, step, 1 / 3);
  const inside = from + (2 / 3) * length;
  const growth = Math.expm1((2 / 3) * length);
  const curve = 2 * Math.exp(-inside) * (growth / ((2 / 3) * length) - 1);
  const outer = noiseAt(combine([1, x], [-Math.exp(-inside) * growth + curve, noise], [-curve, first]), inside, run);
  const bend = 1.5 * Math.exp(-to) * (Math.expm1(length) / length - 1);
  return {
    second: secondOrder(x, step, first, 1 / 3),
    third: combine([1, x], [-Math.exp(-to) * Math.expm1(length) + bend, noise], [-bend, outer]),
  };
}

/** Root mean square of the difference, each number against what is tolerated there: 0.0078 or a twentieth of its size. */
function errorOf(second: Float32Array, third: Float32Array, previous: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < second.length; index++) {
    const tolerated = Math.max(0.0078, 0.05 * Math.max(Math.abs(second[index]!), Math.abs(previous[index]!)));
    sum += ((second[index]! - third[index]!) / tolerated) ** 2;
  }
  return Math.sqrt(sum / second.length);
}
