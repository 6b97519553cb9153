import type { Image } from '../values.js';
import { makeImage } from './image.js';

/** Turned upside down (`vertical`) or mirrored left to right (`horizontal`). */
export function flipImage(image: Image, direction: 'vertical' | 'horizontal'): Image {
  const { width, height } = image;
  return rearrange(image, { width, height }, (x, y) => (direction === 'vertical' ? [x, height - 1 - y] : [width - 1 - x, y]));
}

/** Turned clockwise by quarters of a turn, 0 to 3. */
export function rotateImage(image: Image, quarters: number): Image {
  if (quarters === 0) return image;
  const { width, height } = image;
  if (quarters === 2) return rearrange(image, { width, height }, (x, y) => [width - 1 - x, height - 1 - y]);
  const turned = { width: height, height: width };
  return rearrange(image, turned, (x, y) => (quarters === 1 ? [y, height - 1 - x] : [width - 1 - y, x]));
}

function rearrange(image: Image, size: { width: number; height: number }, sourceOf: (x: number, y: number) => [number, number]): Image {
  const result = makeImage({ ...image, ...size });
  let target = 0;
  for (let batch = 0; batch < image.batch; batch++)
    for (let y = 0; y < size.height; y++)
      for (let x = 0; x < size.width; x++) {
        const [fromX, fromY] = sourceOf(x, y);
        const source = ((batch * image.height + fromY) * image.width + fromX) * image.channels;
        for (let c = 0; c < image.channels; c++, target++) result.data[target] = image.data[source + c] ?? 0;
      }
  return result;
}
