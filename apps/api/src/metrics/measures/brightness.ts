import type { Measure } from './measure.js';

/** Mean luma, 0 (black) to 1 (white). */
export const brightness: Measure = {
  name: 'brightness',
  label: 'Brightness',
  unit: '',
  direction: 'neither',
  source: 'Mean of the Rec. 709 luma of the sRGB values, 0 to 1',
  version: 1,
  of: ({ data }) => {
    let sum = 0;
    // By index: typed arrays are slow to iterate, and every picture comes by here.
    for (let at = 0; at < data.length; at += 1) sum += data[at] ?? 0;
    return sum / Math.max(1, data.length) / 255;
  },
};
