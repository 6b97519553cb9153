import type { Image } from '../values.js';
import { makeImage } from './image.js';
import { torchSum } from './torch-sum.js';

/** A square of weights, `size` odd, row by row. */
export interface Kernel {
  size: number;
  weights: Float32Array;
}

/**
 * Gaussian weights over a square that spans −1 to 1, summing to 1: `sigma` is in halves of the square, as ImageBlur takes it.
 * Each operation is rounded to float32 as PyTorch does it, for SaveImage cuts off what an even picture gets below its own value.
 */
export function gaussianKernel(radius: number, sigma: number): Kernel {
  const size = 2 * radius + 1;
  const steps = evenSteps(size);
  const divisor = Math.fround(2 * sigma * sigma);
  const raw = Float32Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [steps[i % size] ?? 0, steps[Math.floor(i / size)] ?? 0];
    const distance = Math.fround(Math.sqrt(Math.fround(Math.fround(x * x) + Math.fround(y * y))));
    return Math.exp(-Math.fround(Math.fround(distance * distance) / divisor));
  });
  const sum = torchSum(raw);
  return { size, weights: raw.map((weight) => weight / sum) };
}

// torch.linspace(-1, 1, size): each half counts from its own end.
function evenSteps(size: number): Float32Array {
  const step = Math.fround(2 / (size - 1));
  return Float32Array.from({ length: size }, (_, i) => (i < size / 2 ? -1 + Math.fround(step * i) : 1 - Math.fround(step * (size - 1 - i))));
}

/** The picture weighed by the kernel around each pixel; beyond the edge it is mirrored without repeating the edge. Throws RangeError where the picture is no larger than the kernel's radius. */
export function convolveImage(image: Image, kernel: Kernel): Image {
  const radius = (kernel.size - 1) / 2;
  if (radius >= image.width || radius >= image.height)
    throw new RangeError(`a ${image.width}x${image.height} picture cannot be mirrored by ${radius} pixels: the radius must be smaller than both sides`);
  const result = makeImage(image);
  const rowLength = image.width * image.channels;
  const rows = mirroredIndices(image.height, radius);
  const columns = mirroredIndices(image.width, radius);
  for (let batch = 0; batch < image.batch; batch++) {
    const padded = Array.from({ length: image.height }, (_, y) => paddedRow(image, batch * image.height + y, columns));
    for (let y = 0; y < image.height; y++) {
      const target = result.data.subarray((batch * image.height + y) * rowLength, (batch * image.height + y + 1) * rowLength);
      for (let j = 0; j < kernel.size; j++) addRow(target, padded[rows[y + j] ?? 0], kernel.weights.subarray(j * kernel.size, (j + 1) * kernel.size), image.channels);
    }
  }
  return result;
}

// One weight after the other, over the whole row: a float32 array rounds once what is put into it, as a fused multiply-add does.
function addRow(target: Float32Array, padded: Float32Array | undefined, weights: Float32Array, channels: number): void {
  if (padded === undefined) return;
  weights.forEach((weight, k) => {
    const source = padded.subarray(k * channels, k * channels + target.length);
    for (let i = 0; i < target.length; i++) target[i] = (source[i] ?? 0) * weight + (target[i] ?? 0);
  });
}

function paddedRow(image: Image, row: number, columns: Int32Array): Float32Array {
  const { channels } = image;
  const padded = new Float32Array(columns.length * channels);
  columns.forEach((column, i) => {
    const start = (row * image.width + column) * channels;
    padded.set(image.data.subarray(start, start + channels), i * channels);
  });
  return padded;
}

// Index i of the padded axis is index i − radius of the axis, reflected.
function mirroredIndices(length: number, radius: number): Int32Array {
  return Int32Array.from({ length: length + 2 * radius }, (_, i) => {
    const at = Math.abs(i - radius);
    return at < length ? at : 2 * (length - 1) - at;
  });
}
