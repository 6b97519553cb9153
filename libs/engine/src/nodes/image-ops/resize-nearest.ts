import type { Image } from '../values.js';
import { nearestIndices } from './axis-taps.js';
import { makeImage } from './image.js';

/** The picture in another size, each pixel taking its nearest. */
export function resizeNearest(image: Image, width: number, height: number): Image {
  const result = makeImage({ ...image, width, height });
  const columns = nearestIndices(image.width, width);
  const rows = nearestIndices(image.height, height);
  const { channels } = image;
  let target = 0;
  for (let batch = 0; batch < image.batch; batch++)
    for (let y = 0; y < height; y++) {
      const row = (batch * image.height + (rows[y] ?? 0)) * image.width;
      for (let x = 0; x < width; x++) {
        const source = (row + (columns[x] ?? 0)) * channels;
        for (let c = 0; c < channels; c++) result.data[target++] = image.data[source + c] ?? 0;
      }
    }
  return result;
}
