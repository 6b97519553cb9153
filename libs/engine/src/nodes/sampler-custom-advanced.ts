import type { EngineNode } from './node.js';
import { drawAlongSigmas } from './diffusion/draw-along-sigmas.js';
import { specOf } from './spec.js';

/** Draws with noise, guider, sampler and noise levels of one's own. */
export const samplerCustomAdvanced: EngineNode = {
  name: 'SamplerCustomAdvanced',
  spec: specOf('SamplerCustomAdvanced'),
  run: (inputs, context) =>
    drawAlongSigmas(
      {
        guider: inputs.guider('guider'),
        sampler: inputs.sampler('sampler'),
        sigmas: inputs.sigmas('sigmas'),
        latent: inputs.latent('latent_image'),
        seed: inputs.noise('noise').seed,
      },
      context,
    ),
};
