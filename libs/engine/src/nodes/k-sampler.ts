import type { EngineNode } from './node.js';
import { samplerNames } from '../sampling/samplers.js';
import { schedulerNames } from '../sampling/schedulers.js';
import { drawLatent } from './diffusion/draw-latent.js';
import { specOf, withChoices } from './spec.js';

/** Draws a latent; its samplers are those that are implemented. */
export const kSampler: EngineNode = {
  name: 'KSampler',
  spec: withChoices(specOf('KSampler'), { sampler_name: samplerNames, scheduler: schedulerNames }),
  async run(inputs, context) {
    const { latent } = await drawLatent(
      {
        model: inputs.model('model'),
        positive: inputs.conditioning('positive'),
        negative: inputs.conditioning('negative'),
        latent: inputs.latent('latent_image'),
        seed: inputs.integer('seed'),
        steps: inputs.number('steps'),
        cfg: inputs.number('cfg'),
        sampler: inputs.text('sampler_name'),
        scheduler: inputs.text('scheduler'),
        denoise: inputs.number('denoise'),
      },
      context,
    );
    return { outputs: [latent] };
  },
};
