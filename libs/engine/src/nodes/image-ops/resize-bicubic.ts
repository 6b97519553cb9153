import type { Image } from '../values.js';
import { bicubicTaps, type Taps } from './axis-taps.js';
import { makeImage } from './image.js';

// The compiler fuses the first product into the sum of the second, hence this order.
const TAP_ORDER = [1, 0, 2, 3];

/** The picture in another size, bicubic (a = −0.75) without antialiasing; may leave 0 to 1 at edges. */
export function resizeBicubic(image: Image, width: number, height: number): Image {
  const wide = resampleRows(image, bicubicTaps(image.width, width), width);
  return resampleColumns(wide, bicubicTaps(image.height, height), height);
}

function resampleRows(image: Image, { indices, weights }: Taps, width: number): Image {
  const result = makeImage({ ...image, width });
  const { channels } = image;
  for (let row = 0; row < image.batch * image.height; row++) {
    const source = image.data.subarray(row * image.width * channels, (row + 1) * image.width * channels);
    const target = result.data.subarray(row * width * channels, (row + 1) * width * channels);
    for (const k of TAP_ORDER)
      for (let x = 0; x < width; x++) {
        const from = (indices[x * 4 + k] ?? 0) * channels;
        const weight = weights[x * 4 + k] ?? 0;
        for (let c = 0; c < channels; c++) target[x * channels + c] = (source[from + c] ?? 0) * weight + (target[x * channels + c] ?? 0);
      }
  }
  return result;
}

function resampleColumns(image: Image, { indices, weights }: Taps, height: number): Image {
  const result = makeImage({ ...image, height });
  const rowLength = image.width * image.channels;
  for (let row = 0; row < image.batch * height; row++) {
    const [batch, y] = [Math.floor(row / height), row % height];
    const target = result.data.subarray(row * rowLength, (row + 1) * rowLength);
    for (const k of TAP_ORDER) {
      const start = (batch * image.height + (indices[y * 4 + k] ?? 0)) * rowLength;
      const source = image.data.subarray(start, start + rowLength);
      const weight = weights[y * 4 + k] ?? 0;
      // A float32 array rounds once what is put into it, as a fused multiply-add does.
      for (let i = 0; i < rowLength; i++) target[i] = (source[i] ?? 0) * weight + (target[i] ?? 0);
    }
  }
  return result;
}
