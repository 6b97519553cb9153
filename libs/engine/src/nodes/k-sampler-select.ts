import type { EngineNode } from './node.js';
import { samplerNames } from '../sampling/samplers.js';
import { specOf, withChoices } from './spec.js';
import type { Sampler } from './values.js';

/** A sampler by its name. */
export const kSamplerSelect: EngineNode = {
  name: 'KSamplerSelect',
  spec: withChoices(specOf('KSamplerSelect'), { sampler_name: samplerNames }),
  run(inputs) {
    const sampler: Sampler = { kind: 'SAMPLER', name: inputs.text('sampler_name'), options: {} };
    return { outputs: [sampler] };
  },
};
