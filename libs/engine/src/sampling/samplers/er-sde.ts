import type { Sampler } from './sampler.js';
import { varianceExploding } from './variance-exploding.js';
import { combine } from './vectors.js';

/** How the noise that is still to come scales with the level: ER-SDE 5 of Cui et al. 2023. */
const noiseScale = (level: number): number => level * (Math.exp(level ** 0.3) + 10);
const INTEGRATION_POINTS = 200;

/** ER-SDE-Solver-3 (Cui et al. 2023, "Elucidating the solution space of extended reverse-time SDE", algorithm 3). */
export const erSde: Sampler = varianceExploding(function* (x, { sigmas, denoise, noise }) {
  let older: { denoised: Float32Array; slope?: Float32Array } | undefined;
  for (let step = 0; step < sigmas.length - 1; step++) {
    const [sigma, next] = [sigmas[step]!, sigmas[step + 1]!];
    const denoised = denoise(x, sigma);
    yield { x, denoised };
    if (next === 0) return denoised;
    const kept = noiseScale(next) / noiseScale(sigma);
    const integral = integrals(sigma, next);
    let result = combine([kept, x], [1 - kept, denoised]);
    let slope: Float32Array | undefined;
    if (older !== undefined) {
      slope = difference(denoised, older.denoised, sigma - sigmas[step - 1]!);
      result = combine([1, result], [next - sigma + integral.plain * noiseScale(next), slope]);
    }
    if (slope !== undefined && older?.slope !== undefined) {
      const bend = difference(slope, older.slope, (sigma - sigmas[step - 2]!) / 2);
      result = combine([1, result], [(next - sigma) ** 2 / 2 + integral.moved * noiseScale(next), bend]);
    }
    x = combine([1, result], [Math.sqrt(Math.max(next ** 2 - (sigma * kept) ** 2, 0)), noise(sigma, next)]);
    older = slope === undefined ? { denoised } : { denoised, slope };
  }
  return x;
});

function difference(newer: Float32Array, older: Float32Array, length: number): Float32Array {
  return combine([1 / length, newer], [-1 / length, older]);
}

/** ∫ dλ / scale(λ) and ∫ (λ − sigma) dλ / scale(λ) from next up to sigma, by left sums. */
function integrals(sigma: number, next: number): { plain: number; moved: number } {
  const width = (sigma - next) / INTEGRATION_POINTS;
  let [plain, moved] = [0, 0];
  for (let point = 0; point < INTEGRATION_POINTS; point++) {
    const level = next + point * width;
    plain += width / noiseScale(level);
    moved += ((level - sigma) * width) / noiseScale(level);
  }
  return { plain, moved };
}
