import { combine } from './vectors.js';
import type { SamplerRun } from './sampler.js';

/** How an ancestral step splits: deterministically down to `down`, then noise of `up`, together the next level. */
export interface AncestralStep {
  readonly down: number;
  readonly up: number;
}

/** The split whose result has the variance of the reverse chain (Song et al. 2021, "Score-based generative modeling", ancestral sampling). */
export function ancestralStep(sigma: number, next: number): AncestralStep {
  if (next === 0) return { down: 0, up: 0 };
  const up = Math.min(next, Math.sqrt((next ** 2 * (sigma ** 2 - next ** 2)) / sigma ** 2));
  return { down: Math.sqrt(next ** 2 - up ** 2), up };
}

/** The level a flow model goes down to before noise is added: next² / sigma. */
export function flowDown(sigma: number, next: number): number {
  return (next * next) / sigma;
}

/**
 * Brings x of a flow model from level `down` up to `next` with fresh noise: x is scaled so that the picture's share is 1 − next, and
 * the noise makes up for what is missing of the variance next².
 */
export function renoiseFlow(x: Float32Array, levels: { sigma: number; down: number; next: number }, run: SamplerRun): Float32Array {
  if (levels.next === 0) return x;
  const scale = (1 - levels.next) / (1 - levels.down);
  const added = Math.sqrt(levels.next ** 2 - (levels.down * scale) ** 2);
  return combine([scale, x], [added, run.noise(levels.sigma, levels.next)]);
}
