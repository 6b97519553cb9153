import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Noise } from './values.js';

/** The noise of a seed. */
export const randomNoise: EngineNode = {
  name: 'RandomNoise',
  spec: specOf('RandomNoise'),
  run(inputs) {
    const noise: Noise = { kind: 'NOISE', seed: inputs.integer('noise_seed') };
    return { outputs: [noise] };
  },
};
