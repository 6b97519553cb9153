import type { EngineNode } from './node.js';
import { schedulerNames } from '../sampling/schedulers.js';
import { sigmasFor } from '../sampling/sigmas-for.js';
import { samplingModel } from './diffusion/sampling-model.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf, withChoices } from './spec.js';

/** The noise levels that KSampler would take. */
export const basicScheduler: EngineNode = {
  name: 'BasicScheduler',
  spec: withChoices(specOf('BasicScheduler'), { scheduler: schedulerNames }),
  run(inputs) {
    const model = samplingModel(inputs.model('model'));
    return { outputs: [sigmasOf(sigmasFor(model, inputs.text('scheduler'), inputs.number('steps'), inputs.number('denoise')))] };
  },
};
