import type { Sampler, SamplerRun } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

/** SEEDS-2 (Gonzalez et al. 2023, "SEEDS: exponential SDE solvers"), its middle at half the step. */
export const seeds2: Sampler = seedsTwoStages({ middle: 1 / 2, eta: 1, isExact: false });

/** The exponential Heun method: SEEDS-2 with its second stage at the end of the step, without noise. */
export const expHeun2: Sampler = seedsTwoStages({ middle: 1, eta: 0, isExact: true });

/** The same with the noise of the reverse SDE. */
export const expHeun2Sde: Sampler = seedsTwoStages({ middle: 1, eta: 1, isExact: true });

/** SEEDS-3, its stages at one and two thirds of the step. */
export const seeds3: Sampler = varianceExploding(function* (x, run) {
  for (let step = 0; step < run.sigmas.length - 1; step++) {
    const [sigma, next] = [run.sigmas[step]!, run.sigmas[step + 1]!];
    const denoised = run.denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const whole = new StochasticStep(x, { sigma, next, eta: 1, run });
    const second = run.denoise(whole.reach(1 / 3, [0, denoised, denoised]), whole.levelAt(1 / 3));
    const third = run.denoise(whole.reach(2 / 3, [2 * whole.phi2(2 / 3), denoised, second]), whole.levelAt(2 / 3));
    x = whole.reach(1, [1.5 * whole.phi2(1), denoised, third]);
  }
  return x;
});

function seedsTwoStages({ middle, eta, isExact }: { middle: number; eta: number; isExact: boolean }): Sampler {
  return varianceExploding(function* (x, run) {
    for (let step = 0; step < run.sigmas.length - 1; step++) {
      const [sigma, next] = [run.sigmas[step]!, run.sigmas[step + 1]!];
      const denoised = run.denoise(x, sigma);
      yield { x, denoised };
      if (next === 0) return denoised;
      const whole = new StochasticStep(x, { sigma, next, eta, run });
      const second = run.denoise(whole.reach(middle, [0, denoised, denoised]), whole.levelAt(middle));
      const lean = isExact ? whole.phi2(1) / middle : whole.phi1(1) / (2 * middle);
      x = whole.reach(1, [lean, denoised, second]);
    }
    return x;
  });
}

/** One step of the reverse SDE, whose stages share one path of noise: each adds what its own stretch brings, decayed by what came before. */
class StochasticStep {
  readonly #length: number;
  #path: Float32Array;
  #reached = 0;

  constructor(
    readonly x: Float32Array,
    readonly step: { sigma: number; next: number; eta: number; run: SamplerRun },
  ) {
    this.#length = Math.log(step.sigma / step.next);
    this.#path = new Float32Array(x.length);
  }

  /** The level after a part (0 to 1) of the step, evenly in log σ. */
  levelAt(part: number): number {
    return part === 1 ? this.step.next : this.step.sigma * Math.exp(-part * this.#length);
  }

  /** 1 − e^(−z), z being the doubled exponent up to there. */
  phi1(part: number): number {
    return -Math.expm1(-this.#exponent(part));
  }

  /** 1 + (e^(−z) − 1) / z. */
  phi2(part: number): number {
    return 1 - this.phi1(part) / this.#exponent(part);
  }

  /** x at that part of the step; the picture is `from` leaning towards `to`. Parts must rise from call to call. */
  reach(part: number, [lean, from, to]: readonly [lean: number, from: Float32Array, to: Float32Array]): Float32Array {
    this.#walkTo(part);
    const target = this.phi1(part);
    return combine([1 - target, this.x], [target - lean, from], [lean, to], [1, this.#path]);
  }

  #walkTo(part: number): void {
    const { eta, run } = this.step;
    if (eta === 0 || part === this.#reached) return;
    const stretch = (part - this.#reached) * this.#length;
    const decay = Math.exp(-stretch * (1 + eta));
    const added = this.levelAt(part) * Math.sqrt(-Math.expm1(-2 * stretch * eta));
    this.#path = combine([decay, this.#path], [added, run.noise(this.levelAt(this.#reached), this.levelAt(part))]);
    this.#reached = part;
  }

  #exponent(part: number): number {
    return part * this.#length * (1 + this.step.eta);
  }
}
