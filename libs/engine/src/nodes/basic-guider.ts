import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Guider } from './values.js';

/** One prompt, no guidance. */
export const basicGuider: EngineNode = {
  name: 'BasicGuider',
  spec: specOf('BasicGuider'),
  run(inputs) {
    const guider: Guider = { kind: 'GUIDER', model: inputs.model('model'), positive: inputs.conditioning('conditioning'), cfg: 1 };
    return { outputs: [guider] };
  },
};
