import type { Image } from '../values.js';
import { makeImage } from './image.js';

export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What lies in the rectangle (pixels); what reaches over the right or lower edge is left out. */
export function cropImage(image: Image, { x, y, width, height }: Rectangle): Image {
  const right = Math.min(x + width, image.width);
  const bottom = Math.min(y + height, image.height);
  const result = makeImage({ ...image, width: right - x, height: bottom - y });
  const rowLength = result.width * image.channels;
  for (let batch = 0; batch < image.batch; batch++)
    for (let row = 0; row < result.height; row++) {
      const start = ((batch * image.height + y + row) * image.width + x) * image.channels;
      result.data.set(image.data.subarray(start, start + rowLength), (batch * result.height + row) * rowLength);
    }
  return result;
}
