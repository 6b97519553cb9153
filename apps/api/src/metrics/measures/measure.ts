import type { Pixels } from '../../images/thumbnails.js';

/** A number of a picture. */
export interface Measure {
  name: string;
  label: string;
  unit: string;
  direction: 'higher' | 'lower' | 'neither';
  /** Formula or paper. */
  source: string;
  /** Counts up when the same picture would give another number. */
  version: number;
  of(luma: Luma): number;
}

/** Luma of each pixel, 0 to 255, row by row. */
export interface Luma {
  data: Float32Array;
  widthPx: number;
  heightPx: number;
}

/** Rec. 709 luma of sRGB values, as ITU-R BT.709-6 §3.2 weighs them; an alpha does not count. */
export function lumaOf({ data, widthPx, heightPx, channels }: Pixels): Luma {
  const luma = new Float32Array(widthPx * heightPx);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += channels) {
    luma[pixel] = 0.2126 * (data[at] ?? 0) + 0.7152 * (data[at + 1] ?? 0) + 0.0722 * (data[at + 2] ?? 0);
  }
  return { data: luma, widthPx, heightPx };
}
