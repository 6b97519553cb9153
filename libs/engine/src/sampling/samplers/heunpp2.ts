import { slopeAt } from './heun.js';
import type { Sampler } from './sampler.js';
import { combine } from './vectors.js';

/**
 * Heun++ with up to two levels of look-ahead: the slopes at this level and the following ones, each weighted by its level against the
 * first of all levels, so that late steps lean on the nearest slope.
 */
export const heunpp2: Sampler = function* (x, { sigmas, denoise }) {
  const last = sigmas[sigmas.length - 1]!;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next, afterNext] = [sigmas[step]!, sigmas[step + 1]!, sigmas[step + 2]];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    const slopes = [combine([1 / sigma, x], [-1 / sigma, denoised])];
    const weights: number[] = [];
    let ahead = combine([1, x], [next - sigma, slopes[0]!]);
    for (const [from, to] of [[next, afterNext], [afterNext, undefined]] as const) {
      if (from === undefined || from === last) break;
      slopes.push(slopeAt(ahead, from, denoise));
      weights.push(from);
      if (to !== undefined && to !== last) ahead = combine([1, ahead], [to - from, slopes[slopes.length - 1]!]);
    }
    const shares = weights.map((level) => level / (slopes.length * sigmas[0]!));
    const own = 1 - shares.reduce((sum, share) => sum + share, 0);
    x = combine([1, x], ...[own, ...shares].map((share, index) => [share * (next - sigma), slopes[index]!] as const));
  }
  return x;
};
