import type { EngineNode } from './node.js';
import { familyOf } from '../pictures/model-catalogue.js';
import { loaderSpec } from './diffusion/model-names.js';
import type { Vae } from './values.js';

/** A VAE alone: its tone instead of the checkpoint's. */
export const vaeLoader: EngineNode = {
  name: 'VAELoader',
  spec: loaderSpec('VAELoader', { vae_name: 'vae' }),
  run(inputs) {
    const name = inputs.text('vae_name');
    const vae: Vae = { kind: 'VAE', name, family: familyOf(name) };
    return { outputs: [vae] };
  },
};
