import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Model } from './values.js';

// Patches of 16 × 16 pixels at which Flux takes the base shift (256 × 256 pixels) and the greatest (1024 × 1024).
const BASE_PATCHES = 256;
const MAX_PATCHES = 4096;

/** A flow model whose shift grows with the picture, on the line through the base and the greatest shift. */
export const modelSamplingFlux: EngineNode = {
  name: 'ModelSamplingFlux',
  spec: specOf('ModelSamplingFlux'),
  run(inputs) {
    const patches = (inputs.number('width') * inputs.number('height')) / 256;
    const slope = (inputs.number('max_shift') - inputs.number('base_shift')) / (MAX_PATCHES - BASE_PATCHES);
    const shift = inputs.number('base_shift') + slope * (patches - BASE_PATCHES);
    const model: Model = { ...inputs.model('model'), sampling: { prediction: 'flux', shift } };
    return { outputs: [model] };
  },
};
