import type { EngineNode } from './node.js';
import { emptyLatentOf } from './diffusion/latent-samples.js';
import { specOf } from './spec.js';

/** As EmptyLatentImage: the engine's models of all families have four channels. */
export const emptySd3LatentImage: EngineNode = {
  name: 'EmptySD3LatentImage',
  spec: specOf('EmptySD3LatentImage'),
  run(inputs) {
    const size = { batch: inputs.number('batch_size'), height: inputs.number('height'), width: inputs.number('width') };
    return { outputs: [emptyLatentOf({ ...size, channels: 4 })] };
  },
};
