import type { EngineNode } from './node.js';
import { decodeLatent } from '../pictures/decode-latent.js';
import { latentSamples } from './diffusion/latent-samples.js';
import { allocateForDecoding } from './diffusion/model-memory.js';
import { imageOf } from './diffusion/pixels.js';
import { specOf } from './spec.js';

/** Latents to pictures in the memory of one tile; the engine's decoder needs no seams, so the pictures are VAEDecode's. */
export const vaeDecodeTiled: EngineNode = {
  name: 'VAEDecodeTiled',
  spec: specOf('VAEDecodeTiled'),
  run(inputs, context) {
    const latent = inputs.latent('samples');
    const tileSide = inputs.number('tile_size') / 8;
    allocateForDecoding(context, Math.min(latent.height, tileSide) * Math.min(latent.width, tileSide));
    return { outputs: [imageOf(decodeLatent(latentSamples(latent), inputs.vae('vae')))] };
  },
};
