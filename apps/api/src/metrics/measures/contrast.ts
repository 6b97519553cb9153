import type { Measure } from './measure.js';

/** RMS contrast: standard deviation of the luma, 0 (flat) to 0.5 (half black, half white). */
export const contrast: Measure = {
  name: 'contrast',
  label: 'Contrast',
  unit: '',
  direction: 'neither',
  source: 'RMS contrast, the standard deviation of the luma from 0 to 1: Peli, Contrast in complex images, J. Opt. Soc. Am. A 7 (1990)',
  version: 1,
  of: ({ data }) => {
    let sum = 0;
    let sumOfSquares = 0;
    // By index: typed arrays are slow to iterate, and every picture comes by here.
    for (let at = 0; at < data.length; at += 1) {
      const value = data[at] ?? 0;
      sum += value;
      sumOfSquares += value * value;
    }
    const count = Math.max(1, data.length);
    return Math.sqrt(Math.max(0, sumOfSquares / count - (sum / count) ** 2)) / 255;
  },
};
