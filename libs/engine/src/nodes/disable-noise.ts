import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Noise } from './values.js';

/** No noise. */
export const disableNoise: EngineNode = {
  name: 'DisableNoise',
  spec: specOf('DisableNoise'),
  run() {
    const noise: Noise = { kind: 'NOISE' };
    return { outputs: [noise] };
  },
};
