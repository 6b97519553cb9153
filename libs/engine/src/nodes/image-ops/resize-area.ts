import type { Image } from '../values.js';
import { makeImage } from './image.js';

/** The picture in another size, each pixel the mean of the pixels it touches (PyTorch's adaptive_avg_pool2d). */
export function resizeArea(image: Image, width: number, height: number): Image {
  const result = makeImage({ ...image, width, height });
  const columns = spans(image.width, width);
  const rows = spans(image.height, height);
  const { channels } = image;
  let target = 0;
  for (let batch = 0; batch < image.batch; batch++)
    for (const { start: top, end: bottom } of rows)
      for (const { start: left, end: right } of columns)
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          for (let y = top; y < bottom; y++) {
            const row = (batch * image.height + y) * image.width;
            for (let x = left; x < right; x++) sum = Math.fround(sum + (image.data[(row + x) * channels + c] ?? 0));
          }
          result.data[target++] = Math.fround(sum / (right - left)) / (bottom - top);
        }
  return result;
}

function spans(from: number, to: number): { start: number; end: number }[] {
  return Array.from({ length: to }, (_, i) => ({ start: Math.floor((i * from) / to), end: Math.ceil(((i + 1) * from) / to) }));
}
