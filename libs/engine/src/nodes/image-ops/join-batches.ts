import type { Image } from '../values.js';
import { makeImage } from './image.js';

/** Pictures of one size and number of channels, one batch after the other. */
export function joinBatches(first: Image, second: Image): Image {
  const joined = makeImage({ ...first, batch: first.batch + second.batch });
  joined.data.set(first.data);
  joined.data.set(second.data, first.data.length);
  return joined;
}
