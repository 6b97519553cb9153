import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Model } from './values.js';

/** A flow model with another shift. */
export const modelSamplingSd3: EngineNode = {
  name: 'ModelSamplingSD3',
  spec: specOf('ModelSamplingSD3'),
  run(inputs) {
    const model: Model = { ...inputs.model('model'), sampling: { prediction: 'flow', shift: inputs.number('shift') } };
    return { outputs: [model] };
  },
};
