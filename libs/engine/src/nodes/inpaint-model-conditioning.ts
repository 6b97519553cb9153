import type { EngineNode } from './node.js';
import { encodePixels } from '../pictures/encode-pixels.js';
import { latentOf } from './diffusion/latent-samples.js';
import { allocateForDecoding } from './diffusion/model-memory.js';
import { pixelsOf } from './diffusion/pixels.js';
import { specOf } from './spec.js';
import type { Latent } from './values.js';

/** Picture and mask for an inpainting model. The engine's models see the masked picture in the latent; the prompts pass as they are. */
export const inpaintModelConditioning: EngineNode = {
  name: 'InpaintModelConditioning',
  spec: specOf('InpaintModelConditioning'),
  run(inputs, context) {
    const pixels = inputs.image('pixels');
    allocateForDecoding(context, (pixels.height / 8) * (pixels.width / 8));
    const encoded = latentOf(encodePixels(pixelsOf(pixels), inputs.vae('vae')));
    const latent: Latent = inputs.boolean('noise_mask') ? { ...encoded, noiseMask: inputs.mask('mask') } : encoded;
    return { outputs: [inputs.conditioning('positive'), inputs.conditioning('negative'), latent] };
  },
};
