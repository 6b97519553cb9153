import type { Luma, Measure } from './measure.js';

/** Variance of the Laplacian: edges and fine detail raise it, blur lowers it, and so does noise raise it. */
export const sharpness: Measure = {
  name: 'sharpness',
  label: 'Sharpness',
  unit: '',
  direction: 'higher',
  source: 'Variance of the 4-neighbour Laplacian of the luma: Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy, ICPR 2000',
  version: 1,
  of: varianceOfLaplacian,
};

/** The border has no four neighbours and is left out; a picture of under 3 px a side has 0. */
function varianceOfLaplacian({ data, widthPx, heightPx }: Luma): number {
  const count = (widthPx - 2) * (heightPx - 2);
  if (widthPx < 3 || heightPx < 3) return 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let y = 1; y < heightPx - 1; y += 1) {
    for (let x = 1, at = y * widthPx + 1; x < widthPx - 1; x += 1, at += 1) {
      const edge = (data[at - 1] ?? 0) + (data[at + 1] ?? 0) + (data[at - widthPx] ?? 0) + (data[at + widthPx] ?? 0) - 4 * (data[at] ?? 0);
      sum += edge;
      sumOfSquares += edge * edge;
    }
  }
  return Math.max(0, sumOfSquares / count - (sum / count) ** 2);
}
