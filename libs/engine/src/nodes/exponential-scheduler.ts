import type { EngineNode } from './node.js';
import { exponentialSigmas } from '../sampling/schedulers.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf } from './spec.js';

/** Noise levels that fall by the same factor, between two of one's own. */
export const exponentialScheduler: EngineNode = {
  name: 'ExponentialScheduler',
  spec: specOf('ExponentialScheduler'),
  run(inputs) {
    const span = { steps: inputs.number('steps'), min: inputs.number('sigma_min'), max: inputs.number('sigma_max') };
    return { outputs: [sigmasOf(exponentialSigmas(span))] };
  },
};
