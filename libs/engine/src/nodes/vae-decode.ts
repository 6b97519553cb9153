import type { EngineNode } from './node.js';
import { decodeLatent } from '../pictures/decode-latent.js';
import { latentSamples } from './diffusion/latent-samples.js';
import { allocateForDecoding } from './diffusion/model-memory.js';
import { imageOf } from './diffusion/pixels.js';
import { specOf } from './spec.js';

/** Latents to pictures. */
export const vaeDecode: EngineNode = {
  name: 'VAEDecode',
  spec: specOf('VAEDecode'),
  run(inputs, context) {
    const latent = inputs.latent('samples');
    allocateForDecoding(context, latent.height * latent.width);
    return { outputs: [imageOf(decodeLatent(latentSamples(latent), inputs.vae('vae')))] };
  },
};
