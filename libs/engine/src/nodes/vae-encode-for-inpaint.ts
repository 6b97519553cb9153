import type { EngineNode } from './node.js';
import { encodePixels } from '../pictures/encode-pixels.js';
import { latentOf } from './diffusion/latent-samples.js';
import { allocateForDecoding } from './diffusion/model-memory.js';
import { pixelsOf } from './diffusion/pixels.js';
import { withChannels } from './image-ops/channels.js';
import { growMask } from './image-ops/grow-mask.js';
import { imageAsMask, makeImage, maskAsImage } from './image-ops/image.js';
import { resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';
import type { Image, Latent, Mask } from './values.js';

/** Pictures to latents with grey where the mask is to be painted; the grown mask travels along. */
export const vaeEncodeForInpaint: EngineNode = {
  name: 'VAEEncodeForInpaint',
  spec: specOf('VAEEncodeForInpaint'),
  run(inputs, context) {
    const pixels = withChannels(inputs.image('pixels'), 3);
    const mask = imageAsMask(resizeImage(maskAsImage(inputs.mask('mask')), { width: pixels.width, height: pixels.height, method: 'bilinear' }));
    allocateForDecoding(context, (pixels.height / 8) * (pixels.width / 8));
    const encoded = latentOf(encodePixels(pixelsOf(greyWhereMasked(pixels, mask)), inputs.vae('vae')));
    const latent: Latent = { ...encoded, noiseMask: growMask(mask, inputs.number('grow_mask_by')) };
    return { outputs: [latent] };
  },
};

function greyWhereMasked(pixels: Image, mask: Mask): Image {
  const data = pixels.data.map((value, i) => ((mask.data[Math.floor(i / 3) % mask.data.length] ?? 0) >= 0.5 ? 0.5 : value));
  return makeImage(pixels, data);
}
