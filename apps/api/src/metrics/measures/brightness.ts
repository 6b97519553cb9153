import type { Measure } from './measure.js';

/** Mean luma, 0 (black) to 1 (white). */
export const brightness: Measure = {
  name: 'brightness',
  label: 'Brightness',
  unit: '',
  direction: 'neither',
  source: 'Mean of the Rec. 709 luma of the sRGB values, 0 to 1',
  version: 1,
  of: ({ data }) => data.reduce((sum, value) => sum + value, 0) / Math.max(1, data.length) / 255,
};
