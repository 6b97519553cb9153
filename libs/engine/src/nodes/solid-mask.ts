import type { EngineNode } from './node.js';
import { makeMask } from './image-ops/image.js';
import { specOf } from './spec.js';

/** A mask of one value. */
export const solidMask: EngineNode = {
  name: 'SolidMask',
  spec: specOf('SolidMask'),
  run(inputs) {
    const mask = makeMask({ batch: 1, height: inputs.number('height'), width: inputs.number('width') });
    mask.data.fill(inputs.number('value'));
    return { outputs: [mask] };
  },
};
