import type { EngineNode } from './node.js';
import { familyOf } from '../pictures/model-catalogue.js';
import { loadDiffusionModel } from './diffusion/model-memory.js';
import { loaderSpec } from './diffusion/model-names.js';
import type { Clip, Model, Vae } from './values.js';

/** Model, text encoder and VAE of a checkpoint. */
export const checkpointLoaderSimple: EngineNode = {
  name: 'CheckpointLoaderSimple',
  spec: loaderSpec('CheckpointLoaderSimple', { ckpt_name: 'checkpoints' }),
  async run(inputs, context) {
    const name = inputs.text('ckpt_name');
    const family = familyOf(name);
    const model: Model = { kind: 'MODEL', name, family, loras: [] };
    const clip: Clip = { kind: 'CLIP', name, family, loras: [] };
    const vae: Vae = { kind: 'VAE', name, family };
    await loadDiffusionModel(context, model);
    return { outputs: [model, clip, vae] };
  },
};
