import type { EngineNode } from './node.js';
import { emptyLatentOf } from './diffusion/latent-samples.js';
import { specOf } from './spec.js';

/** Where text-to-image starts. */
export const emptyLatentImage: EngineNode = {
  name: 'EmptyLatentImage',
  spec: specOf('EmptyLatentImage'),
  run(inputs) {
    const size = { batch: inputs.number('batch_size'), height: inputs.number('height'), width: inputs.number('width') };
    return { outputs: [emptyLatentOf({ ...size, channels: 4 })] };
  },
};
