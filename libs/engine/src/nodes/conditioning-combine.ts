import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Conditioning } from './values.js';

/** Both conditionings at once. */
export const conditioningCombine: EngineNode = {
  name: 'ConditioningCombine',
  spec: specOf('ConditioningCombine'),
  run(inputs) {
    const entries = [...inputs.conditioning('conditioning_1').entries, ...inputs.conditioning('conditioning_2').entries];
    const combined: Conditioning = { kind: 'CONDITIONING', entries };
    return { outputs: [combined] };
  },
};
