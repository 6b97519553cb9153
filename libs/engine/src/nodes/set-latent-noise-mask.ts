import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Latent } from './values.js';

/** Only where the mask is 1 is drawn anew. */
export const setLatentNoiseMask: EngineNode = {
  name: 'SetLatentNoiseMask',
  spec: specOf('SetLatentNoiseMask'),
  run(inputs) {
    const latent: Latent = { ...inputs.latent('samples'), noiseMask: inputs.mask('mask') };
    return { outputs: [latent] };
  },
};
