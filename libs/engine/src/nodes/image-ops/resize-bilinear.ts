import type { Image } from '../values.js';
import { bilinearTaps, type Taps } from './axis-taps.js';
import { makeImage } from './image.js';

/** The picture in another size, bilinear without antialiasing. */
export function resizeBilinear(image: Image, width: number, height: number): Image {
  const result = makeImage({ ...image, width, height });
  const columns = bilinearTaps(image.width, width);
  const rows = bilinearTaps(image.height, height);
  const rowLength = image.width * image.channels;
  for (let batch = 0; batch < image.batch; batch++)
    for (let y = 0; y < height; y++) {
      const sourceRow = (k: number): Float32Array => {
        const row = batch * image.height + (rows.indices[y * 2 + k] ?? 0);
        return image.data.subarray(row * rowLength, (row + 1) * rowLength);
      };
      const target = result.data.subarray((batch * height + y) * width * image.channels);
      weighRows(target, { row: sourceRow(0), weight: rows.weights[y * 2] ?? 0 }, { row: sourceRow(1), weight: rows.weights[y * 2 + 1] ?? 0 }, columns, image.channels);
    }
  return result;
}

interface WeightedRow {
  row: Float32Array;
  weight: number;
}

// Weights are multiplied first; then the compiler fuses the first product into the sum of the second, and so on:
// v01·w01 is rounded, v00·w00 added fused, then v10·w10 and v11·w11.
function weighRows(target: Float32Array, top: WeightedRow, bottom: WeightedRow, { indices, weights }: Taps, channels: number): void {
  for (let x = 0; x * 2 < indices.length; x++) {
    const left = (indices[x * 2] ?? 0) * channels;
    const right = (indices[x * 2 + 1] ?? 0) * channels;
    const topLeft = Math.fround(top.weight * (weights[x * 2] ?? 0));
    const topRight = Math.fround(top.weight * (weights[x * 2 + 1] ?? 0));
    const bottomLeft = Math.fround(bottom.weight * (weights[x * 2] ?? 0));
    const bottomRight = Math.fround(bottom.weight * (weights[x * 2 + 1] ?? 0));
    for (let c = 0; c < channels; c++) {
      const first = Math.fround((top.row[right + c] ?? 0) * topRight);
      const upper = Math.fround((top.row[left + c] ?? 0) * topLeft + first);
      const lower = Math.fround((bottom.row[left + c] ?? 0) * bottomLeft + upper);
      target[x * channels + c] = (bottom.row[right + c] ?? 0) * bottomRight + lower;
    }
  }
}
