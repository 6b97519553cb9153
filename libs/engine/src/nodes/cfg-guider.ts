import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Guider } from './values.js';

/** Guidance between a positive and a negative prompt. */
export const cfgGuider: EngineNode = {
  name: 'CFGGuider',
  spec: specOf('CFGGuider'),
  run(inputs) {
    const guider: Guider = {
      kind: 'GUIDER',
      model: inputs.model('model'),
      positive: inputs.conditioning('positive'),
      negative: inputs.conditioning('negative'),
      cfg: inputs.number('cfg'),
    };
    return { outputs: [guider] };
  },
};
