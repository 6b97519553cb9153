import type { EngineNode } from './node.js';
import { samplerNames } from '../sampling/samplers.js';
import { schedulerNames } from '../sampling/schedulers.js';
import { drawLatent } from './diffusion/draw-latent.js';
import { specOf, withChoices } from './spec.js';

/** Draws some of the steps, with or without adding noise before and taking the rest of it away after. */
export const kSamplerAdvanced: EngineNode = {
  name: 'KSamplerAdvanced',
  spec: withChoices(specOf('KSamplerAdvanced'), { sampler_name: samplerNames, scheduler: schedulerNames }),
  async run(inputs, context) {
    const { latent } = await drawLatent(
      {
        model: inputs.model('model'),
        positive: inputs.conditioning('positive'),
        negative: inputs.conditioning('negative'),
        latent: inputs.latent('latent_image'),
        seed: inputs.integer('noise_seed'),
        steps: inputs.number('steps'),
        cfg: inputs.number('cfg'),
        sampler: inputs.text('sampler_name'),
        scheduler: inputs.text('scheduler'),
        addNoise: inputs.text('add_noise') === 'enable',
        startStep: inputs.number('start_at_step'),
        lastStep: inputs.number('end_at_step'),
        forceFullDenoise: inputs.text('return_with_leftover_noise') === 'disable',
      },
      context,
    );
    return { outputs: [latent] };
  },
};
