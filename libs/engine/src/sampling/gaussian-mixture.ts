/** A mixture of Gaussian random fields in the Hartley basis: Σ share · N(mean, variance), the variance one number for each coefficient. */
export interface GaussianMixture {
  readonly means: readonly Float32Array[];
  /** Power of each coefficient, above 0. */
  readonly variance: Float32Array;
}

/**
 * The exact posterior mean of the picture, given x = picture + sigma · noise: Σ w_k (μ_k + P / (P + σ²) · (x − μ_k)), the weights
 * w_k ∝ N(x; μ_k, P + σ²), all components being equally likely beforehand. A picture has `means[0].length` numbers.
 */
export function posteriorMean({ means, variance }: GaussianMixture, x: Float32Array, sigma: number): Float32Array {
  const precision = variance.map((power) => 1 / (power + sigma * sigma));
  const mean = means.length === 1 ? means[0]! : weightedMean(means, posteriorWeights(means, x, precision));
  const result = new Float32Array(x.length);
  for (let index = 0; index < x.length; index++) {
    const gain = variance[index]! * precision[index]!;
    result[index] = mean[index]! + gain * (x[index]! - mean[index]!);
  }
  return result;
}

function posteriorWeights(means: readonly Float32Array[], x: Float32Array, precision: Float32Array): number[] {
  const logs = means.map((mean) => {
    let sum = 0;
    for (let index = 0; index < x.length; index++) sum += precision[index]! * mean[index]! * (x[index]! - mean[index]! / 2);
    return sum;
  });
  const highest = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Components whose share is below a ten-millionth do not show in float32. */
function weightedMean(means: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const sum = new Float32Array(means[0]!.length);
  for (const [component, weight] of weights.entries()) {
    if (weight < 1e-7) continue;
    const mean = means[component]!;
    for (let index = 0; index < sum.length; index++) sum[index]! += weight * mean[index]!;
  }
  return sum;
}
