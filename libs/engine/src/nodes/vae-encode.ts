import type { EngineNode } from './node.js';
import { encodePixels } from '../pictures/encode-pixels.js';
import { latentOf } from './diffusion/latent-samples.js';
import { allocateForDecoding } from './diffusion/model-memory.js';
import { pixelsOf } from './diffusion/pixels.js';
import { specOf } from './spec.js';

/** Pictures to latents. */
export const vaeEncode: EngineNode = {
  name: 'VAEEncode',
  spec: specOf('VAEEncode'),
  run(inputs, context) {
    const pixels = inputs.image('pixels');
    allocateForDecoding(context, (pixels.height / 8) * (pixels.width / 8));
    return { outputs: [latentOf(encodePixels(pixelsOf(pixels), inputs.vae('vae')))] };
  },
};
