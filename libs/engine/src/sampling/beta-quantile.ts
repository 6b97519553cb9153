/** The value below which a beta distribution holds `probability` (0 to 1, ends included); found by bisection to 1e-10. */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  if (probability <= 0) return 0;
  if (probability >= 1) return 1;
  let [low, high] = [0, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (betaDistribution(middle, alpha, beta) < probability) low = middle;
    else high = middle;
  }
  return Math.round(((low + high) / 2) * 1e10) / 1e10;
}

/** The regularised incomplete beta function I_x(α, β), by its continued fraction on the side where that converges quickly (DLMF 8.17.22). */
function betaDistribution(x: number, alpha: number, beta: number): number {
  if (x > (alpha + 1) / (alpha + beta + 2)) return 1 - betaDistribution(1 - x, beta, alpha);
  const logFront = alpha * Math.log(x) + beta * Math.log1p(-x) - logBeta(alpha, beta);
  return (Math.exp(logFront) / alpha) * continuedFraction(x, alpha, beta);
}

/** 1 / (1 + d₁ / (1 + d₂ / (1 + …))) of DLMF 8.17.22, worked out from its 200th term. */
function continuedFraction(x: number, alpha: number, beta: number): number {
  let tail = 1;
  for (let term = 200; term >= 1; term--) tail = 1 + coefficient(term, x, alpha, beta) / tail;
  return 1 / tail;
}

function coefficient(term: number, x: number, alpha: number, beta: number): number {
  const m = Math.floor(term / 2);
  if (term % 2 === 0) return (m * (beta - m) * x) / ((alpha + 2 * m - 1) * (alpha + 2 * m));
  return (-(alpha + m) * (alpha + beta + m) * x) / ((alpha + 2 * m) * (alpha + 2 * m + 1));
}

function logBeta(alpha: number, beta: number): number {
  return logGamma(alpha) + logGamma(beta) - logGamma(alpha + beta);
}

/** Stirling's series (DLMF 5.11.1) after moving the argument above 10. */
function logGamma(value: number): number {
  if (value < 10) return logGamma(value + 1) - Math.log(value);
  const inverse = 1 / (value * value);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / value;
  return (value - 0.5) * Math.log(value) - value + Math.log(2 * Math.PI) / 2 + series;
}
