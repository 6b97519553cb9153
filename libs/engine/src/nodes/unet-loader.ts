import type { EngineNode } from './node.js';
import { familyOf } from '../pictures/model-catalogue.js';
import { loadDiffusionModel } from './diffusion/model-memory.js';
import { loaderSpec } from './diffusion/model-names.js';
import type { Model } from './values.js';

/** A diffusion model alone; the weights' type changes nothing here. */
export const unetLoader: EngineNode = {
  name: 'UNETLoader',
  spec: loaderSpec('UNETLoader', { unet_name: 'diffusion_models' }),
  async run(inputs, context) {
    const name = inputs.text('unet_name');
    const model: Model = { kind: 'MODEL', name, family: familyOf(name), loras: [] };
    await loadDiffusionModel(context, model);
    return { outputs: [model] };
  },
};
