import { maskAsImage } from '../image-ops/image.js';
import { resizeImage } from '../image-ops/resize-image.js';
import type { Latent } from '../values.js';

/**
 * The sampled latent where the original's noise mask is 1, the original where it is 0. ComfyUI puts the original back
 * before every step; the engine does it once, after the last, which gives the same outside of the mask.
 */
export function keepUnmasked(sampled: Latent, original: Latent): Latent {
  const { noiseMask } = original;
  if (noiseMask === undefined) return sampled;
  const { data: mask } = resizeImage(maskAsImage(noiseMask), { width: sampled.width, height: sampled.height, method: 'bilinear' });
  const plane = sampled.height * sampled.width;
  const data = sampled.data.map((value, i) => {
    const picture = Math.floor(i / (plane * sampled.channels));
    const share = mask[((picture * plane) + (i % plane)) % mask.length] ?? 1;
    return value * share + (original.data[i] ?? 0) * (1 - share);
  });
  return { ...sampled, data, noiseMask };
}
