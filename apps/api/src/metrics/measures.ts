import type { Pixels } from '../images/thumbnails.js';
import { brightness } from './measures/brightness.js';
import { contrast } from './measures/contrast.js';
import { lumaOf, type Measure } from './measures/measure.js';
import { sharpness } from './measures/sharpness.js';

/** All that is measured on pictures. */
export const measures: readonly Measure[] = [sharpness, brightness, contrast];

/** A number as it is stored. */
export interface Measured {
  name: string;
  value: number;
  version: number;
}

/** Every measure of one picture. */
export function measurePicture(pixels: Pixels): Measured[] {
  const luma = lumaOf(pixels);
  return measures.map((measure) => ({ name: measure.name, value: measure.of(luma), version: measure.version }));
}
