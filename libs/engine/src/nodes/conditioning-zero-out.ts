import type { EngineNode } from './node.js';
import { mapEntries } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** A conditioning that says nothing. */
export const conditioningZeroOut: EngineNode = {
  name: 'ConditioningZeroOut',
  spec: specOf('ConditioningZeroOut'),
  run: (inputs) => ({ outputs: [mapEntries(inputs.conditioning('conditioning'), (entry) => ({ ...entry, strength: 0 }))] }),
};
