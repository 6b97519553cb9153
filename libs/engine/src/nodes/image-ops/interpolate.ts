import type { Image } from '../values.js';
import { fusedMultiplyAdd } from './fused-multiply-add.js';
import { makeImage } from './image.js';

/**
 * The taps of one axis: output i reads `indices[i · tapCount + k]` with `weights[i · tapCount + k]`.
 * Positions and weights are worked out in float32, in the order in which PyTorch's CPU kernels do it
 * (aten/src/ATen/native/UpSample.h), because SaveImage cuts off and one ulp becomes one step of 255.
 */
interface Taps {
  tapCount: number;
  indices: Int32Array;
  weights: Float32Array;
}

/** The picture in another size, each pixel taking its nearest (`nearest-exact`: pixel centres are compared). */
export function resizeNearest(image: Image, width: number, height: number): Image {
  const result = makeImage({ ...image, width, height });
  const columns = nearestIndices(image.width, width);
  const rows = nearestIndices(image.height, height);
  forEachPixel(result, (batch, y, x, target) => {
    const source = ((batch * image.height + (rows[y] ?? 0)) * image.width + (columns[x] ?? 0)) * image.channels;
    for (let c = 0; c < image.channels; c++) result.data[target + c] = image.data[source + c] ?? 0;
  });
  return result;
}

/** The picture in another size, bilinear without antialiasing, corners not aligned. */
export function resizeBilinear(image: Image, width: number, height: number): Image {
  return resizeByTaps(image, bilinearTaps(image.width, width), bilinearTaps(image.height, height), width, height, weighFourNeighbours);
}

/** The picture in another size, bicubic (a = −0.75) without antialiasing; may leave 0 to 1 at edges. Agrees with PyTorch but for the last bit. */
export function resizeBicubic(image: Image, width: number, height: number): Image {
  return resizeByTaps(image, bicubicTaps(image.width, width), bicubicTaps(image.height, height), width, height, weighRowsThenColumn);
}

/** The picture in another size, each pixel the mean of the pixels it touches (PyTorch's adaptive_avg_pool2d). */
export function resizeArea(image: Image, width: number, height: number): Image {
  const result = makeImage({ ...image, width, height });
  forEachPixel(result, (batch, y, x, target) => {
    const [top, bottom] = [Math.floor((y * image.height) / height), Math.ceil(((y + 1) * image.height) / height)];
    const [left, right] = [Math.floor((x * image.width) / width), Math.ceil(((x + 1) * image.width) / width)];
    for (let c = 0; c < image.channels; c++) {
      let sum = 0;
      for (let row = top; row < bottom; row++)
        for (let column = left; column < right; column++)
          sum = Math.fround(sum + (image.data[((batch * image.height + row) * image.width + column) * image.channels + c] ?? 0));
      result.data[target + c] = Math.fround(sum / (right - left)) / (bottom - top);
    }
  });
  return result;
}

function forEachPixel(image: Image, visit: (batch: number, y: number, x: number, offset: number) => void): void {
  let offset = 0;
  for (let batch = 0; batch < image.batch; batch++)
    for (let y = 0; y < image.height; y++)
      for (let x = 0; x < image.width; x++, offset += image.channels) visit(batch, y, x, offset);
}

function nearestIndices(from: number, to: number): Int32Array {
  const scale = Math.fround(from / to);
  return Int32Array.from({ length: to }, (_, i) => Math.min(Math.floor(Math.fround((i + 0.5) * scale)), from - 1));
}

function sourcePosition(scale: number, index: number): number {
  return fusedMultiplyAdd(scale, index + 0.5, -0.5);
}

function bilinearTaps(from: number, to: number): Taps {
  const taps = makeTaps(2, to);
  const scale = Math.fround(from / to);
  for (let i = 0; i < to; i++) {
    const position = Math.max(sourcePosition(scale, i), 0);
    const first = Math.min(Math.floor(position), from - 1);
    const share = Math.min(Math.max(Math.fround(position - first), 0), 1);
    taps.indices.set([first, Math.min(first + 1, from - 1)], i * 2);
    taps.weights.set([1 - share, share], i * 2);
  }
  return taps;
}

function bicubicTaps(from: number, to: number): Taps {
  const taps = makeTaps(4, to);
  const scale = Math.fround(from / to);
  for (let i = 0; i < to; i++) {
    const position = sourcePosition(scale, i);
    const first = Math.floor(position);
    const share = Math.fround(position - first);
    const rest = Math.fround(1 - share);
    taps.weights.set([cubicFar(Math.fround(share + 1)), cubicNear(share), cubicNear(rest), cubicFar(Math.fround(rest + 1))], i * 4);
    for (let k = 0; k < 4; k++) taps.indices[i * 4 + k] = Math.min(Math.max(first - 1 + k, 0), from - 1);
  }
  return taps;
}

// Keys' cubic convolution (1981) with a = −0.75.
const A = -0.75;
const cubicNear = (x: number): number => fusedMultiplyAdd(Math.fround(fusedMultiplyAdd(A + 2, x, -(A + 3)) * x), x, 1);
const cubicFar = (x: number): number => fusedMultiplyAdd(fusedMultiplyAdd(fusedMultiplyAdd(A, x, -5 * A), x, 8 * A), x, -4 * A);

function makeTaps(tapCount: number, length: number): Taps {
  return { tapCount, indices: new Int32Array(length * tapCount), weights: new Float32Array(length * tapCount) };
}

/** Gives one number of the result: `plane` starts at the picture's channel, strides are in numbers. */
type Weigh = (data: Float32Array, plane: number, rowStride: number, pixelStride: number, columns: Taps, x: number, rows: Taps, y: number) => number;

function resizeByTaps(image: Image, columns: Taps, rows: Taps, width: number, height: number, weigh: Weigh): Image {
  const result = makeImage({ ...image, width, height });
  const rowStride = image.width * image.channels;
  const pictureStride = image.height * rowStride;
  forEachPixel(result, (batch, y, x, target) => {
    for (let c = 0; c < image.channels; c++)
      result.data[target + c] = weigh(image.data, batch * pictureStride + c, rowStride, image.channels, columns, x, rows, y);
  });
  return result;
}

// The compiler fuses the first product into the sum of the second: w01·v01 is rounded, then w00·v00 is added fused, and so on.
const weighFourNeighbours: Weigh = (data, plane, rowStride, pixelStride, columns, x, rows, y) => {
  const left = plane + (columns.indices[x * 2] ?? 0) * pixelStride;
  const right = plane + (columns.indices[x * 2 + 1] ?? 0) * pixelStride;
  const top = (rows.indices[y * 2] ?? 0) * rowStride;
  const bottom = (rows.indices[y * 2 + 1] ?? 0) * rowStride;
  const [wLeft, wRight, wTop, wBottom] = [columns.weights[x * 2] ?? 0, columns.weights[x * 2 + 1] ?? 0, rows.weights[y * 2] ?? 0, rows.weights[y * 2 + 1] ?? 0];
  let sum = Math.fround((data[top + right] ?? 0) * Math.fround(wTop * wRight));
  sum = fusedMultiplyAdd(data[top + left] ?? 0, Math.fround(wTop * wLeft), sum);
  sum = fusedMultiplyAdd(data[bottom + left] ?? 0, Math.fround(wBottom * wLeft), sum);
  return fusedMultiplyAdd(data[bottom + right] ?? 0, Math.fround(wBottom * wRight), sum);
};

const FUSED_ORDER = [1, 0, 2, 3];

const weighRowsThenColumn: Weigh = (data, plane, rowStride, pixelStride, columns, x, rows, y) => {
  let sum = 0;
  for (const j of FUSED_ORDER) {
    const row = plane + (rows.indices[y * 4 + j] ?? 0) * rowStride;
    let rowSum = 0;
    for (const k of FUSED_ORDER)
      rowSum = fusedMultiplyAdd(data[row + (columns.indices[x * 4 + k] ?? 0) * pixelStride] ?? 0, columns.weights[x * 4 + k] ?? 0, rowSum);
    sum = fusedMultiplyAdd(rowSum, rows.weights[y * 4 + j] ?? 0, sum);
  }
  return sum;
};
