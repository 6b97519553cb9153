import type { EngineNode } from './node.js';
import { makeMask } from './image-ops/image.js';
import { specOf } from './spec.js';

/** 1 − mask. */
export const invertMask: EngineNode = {
  name: 'InvertMask',
  spec: specOf('InvertMask'),
  run(inputs) {
    const mask = inputs.mask('mask');
    return { outputs: [makeMask(mask, mask.data.map((value) => 1 - value))] };
  },
};
