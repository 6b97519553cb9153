import { describe, expect, it } from 'vitest';
import { posteriorMean } from './gaussian-mixture.js';

describe('posteriorMean', () => {
  const means = [Float32Array.of(3, 0), Float32Array.of(-3, 1)];
  const variance = Float32Array.of(0.5, 2);

  it('is the average over draws of picture and noise that give this x', () => {
    const [x, sigma] = [Float32Array.of(0.4, 0.9), 1.5];
    let [weights, sums] = [0, [0, 0]];
    for (let first = -9; first <= 9; first += 0.05) {
      for (let second = -9; second <= 9; second += 0.05) {
        const prior = means.reduce((sum, mean) => sum + Math.exp(-((first - mean[0]!) ** 2) / 2 / variance[0]! - (second - mean[1]!) ** 2 / 2 / variance[1]!), 0);
        const weight = prior * Math.exp(-((x[0]! - first) ** 2 + (x[1]! - second) ** 2) / 2 / sigma ** 2);
        weights += weight;
        sums = [sums[0]! + weight * first, sums[1]! + weight * second];
      }
    }

    const mean = posteriorMean({ means, variance }, x, sigma);

    expect(mean[0]).toBeCloseTo(sums[0]! / weights, 3);
    expect(mean[1]).toBeCloseTo(sums[1]! / weights, 3);
  });

  it('keeps x where there is no noise, and the average of the means where there is nothing else', () => {
    const x = Float32Array.of(2.5, 0.25);

    expect([...posteriorMean({ means, variance }, x, 1e-6)]).toEqual([2.5, 0.25]);
    expect(posteriorMean({ means, variance }, x, 1e6)[1]).toBeCloseTo(0.5, 4);
  });
});
