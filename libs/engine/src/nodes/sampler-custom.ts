import type { EngineNode } from './node.js';
import { drawAlongSigmas } from './diffusion/draw-along-sigmas.js';
import { specOf } from './spec.js';
import type { Guider } from './values.js';

/** Draws with a sampler and noise levels of one's own. */
export const samplerCustom: EngineNode = {
  name: 'SamplerCustom',
  spec: specOf('SamplerCustom'),
  run(inputs, context) {
    const guider: Guider = {
      kind: 'GUIDER',
      model: inputs.model('model'),
      positive: inputs.conditioning('positive'),
      negative: inputs.conditioning('negative'),
      cfg: inputs.number('cfg'),
    };
    const seed = inputs.boolean('add_noise') ? inputs.integer('noise_seed') : undefined;
    return drawAlongSigmas({ guider, sampler: inputs.sampler('sampler'), sigmas: inputs.sigmas('sigmas'), latent: inputs.latent('latent_image'), seed }, context);
  },
};
