import { describe, expect, it } from 'vitest';
import type { Pixels } from '../images/thumbnails.js';
import { measurePicture } from './measures.js';

/** A grey picture from its values, row by row. */
function grey(widthPx: number, values: readonly number[]): Pixels {
  return { data: Uint8Array.from(values.flatMap((value) => [value, value, value])), widthPx, heightPx: values.length / widthPx, channels: 3 };
}

function measured(pixels: Pixels): Record<string, number> {
  return Object.fromEntries(measurePicture(pixels).map(({ name, value }) => [name, value]));
}

describe('measurePicture', () => {
  it('finds a flat picture neither sharp nor contrasted, and as bright as it is', () => {
    const flat = measured(grey(3, Array.from({ length: 9 }, () => 51)));

    expect(flat.sharpness).toBeCloseTo(0, 6);
    expect(flat.contrast).toBeCloseTo(0, 6);
    expect(flat.brightness).toBeCloseTo(0.2, 6);
  });

  it('gives half black and half white a contrast of one half', () => {
    expect(measured(grey(2, [0, 255, 0, 255])).contrast).toBeCloseTo(0.5, 6);
  });

  it('has the variance of the Laplacian as sharpness', () => {
    // Inner pixels of 4 × 3: a dot of 10 in the first of two; Laplacians −40 and 10, their variance 625.
    expect(measured(grey(4, [0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0])).sharpness).toBeCloseTo(625, 3);
  });

  it('weighs colours as Rec. 709 does, and leaves the alpha out', () => {
    const green: Pixels = { data: Uint8Array.from([0, 255, 0, 0]), widthPx: 1, heightPx: 1, channels: 4 };

    expect(measured(green).brightness).toBeCloseTo(0.7152, 6);
  });

  it('gives a picture without inner pixels a sharpness of 0', () => {
    expect(measured(grey(2, [0, 255, 255, 0])).sharpness).toBe(0);
  });
});
