import type { Image, Mask } from '../values.js';
import { makeImage } from './image.js';

/** The source laid over the destination with its corner at `x`, `y` (pixels), as far as the mask (the source's size) says; shorter batches repeat. */
export function compositeImages(destination: Image, source: Image, { x, y, mask }: { x: number; y: number; mask: Mask | undefined }): Image {
  const result = makeImage(destination, destination.data.slice());
  const [width, height] = [Math.min(source.width, destination.width - x), Math.min(source.height, destination.height - y)];
  const { channels } = destination;
  for (let batch = 0; batch < destination.batch; batch++)
    for (let row = 0; row < height; row++)
      for (let column = 0; column < width; column++) {
        const share = mask === undefined ? 1 : (mask.data[((batch % mask.batch) * mask.height + row) * mask.width + column] ?? 1);
        const from = (((batch % source.batch) * source.height + row) * source.width + column) * channels;
        const to = ((batch * destination.height + row + y) * destination.width + column + x) * channels;
        for (let c = 0; c < channels; c++) result.data[to + c] = (source.data[from + c] ?? 0) * share + (result.data[to + c] ?? 0) * (1 - share);
      }
  return result;
}
