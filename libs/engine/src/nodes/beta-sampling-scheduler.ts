import type { EngineNode } from './node.js';
import { baseSigmas } from '../sampling/base-sigmas.js';
import { betaSigmas } from '../sampling/schedulers.js';
import { samplingModel } from './diffusion/sampling-model.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf } from './spec.js';

/** Noise levels at the quantiles of a beta distribution of one's own. */
export const betaSamplingScheduler: EngineNode = {
  name: 'BetaSamplingScheduler',
  spec: specOf('BetaSamplingScheduler'),
  run(inputs) {
    const base = baseSigmas(samplingModel(inputs.model('model')));
    const shape = { alpha: inputs.number('alpha'), beta: inputs.number('beta') };
    return { outputs: [sigmasOf(betaSigmas(base, { steps: inputs.number('steps'), ...shape }))] };
  },
};
