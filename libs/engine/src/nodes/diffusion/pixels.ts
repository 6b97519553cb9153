import type { ImageBatch } from '../../pictures/image-batch.js';
import { withChannels } from '../image-ops/channels.js';
import { makeImage } from '../image-ops/image.js';
import type { Image } from '../values.js';

/** Pictures as the encoder takes them: colours only. */
export function pixelsOf(image: Image): ImageBatch {
  const { data, batch, height, width } = withChannels(image, 3);
  return { data, shape: [batch, height, width, 3] };
}

/** Decoded pictures as they travel along links. */
export function imageOf({ data, shape: [batch, height, width, channels] }: ImageBatch): Image {
  return makeImage({ batch, height, width, channels }, data);
}
