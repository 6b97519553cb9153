import { previewLatent } from '../../pictures/preview-latent.js';
import type { Latent as Samples } from '../../sampling/latent.js';
import { toBytes } from '../image-ops/bytes.js';
import { makeImage, pictureAt } from '../image-ops/image.js';
import type { Preview } from '../node.js';

/** The first picture of the batch as it stands, one pixel for each latent pixel. */
export function latentPreview(denoised: Samples): Preview {
  const { data, shape: [batch, height, width, channels] } = previewLatent(denoised);
  const first = pictureAt(makeImage({ batch, height, width, channels }, data), 0);
  return { data: toBytes(first), width, height, channels: 3, format: 'jpeg' };
}
