import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Model } from './values.js';

/** The sigmas of SD1.5 and SDXL; what the model predicts changes nothing here, for its denoiser is exact. */
export const modelSamplingDiscrete: EngineNode = {
  name: 'ModelSamplingDiscrete',
  spec: specOf('ModelSamplingDiscrete'),
  run(inputs) {
    const sampling = { prediction: inputs.text('sampling'), hasZeroTerminalSnr: inputs.boolean('zsnr') };
    const model: Model = { ...inputs.model('model'), sampling };
    return { outputs: [model] };
  },
};
