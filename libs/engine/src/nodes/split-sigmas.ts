import type { EngineNode } from './node.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf } from './spec.js';

/** The levels up to a step, and those from it on; the level between them is in both. */
export const splitSigmas: EngineNode = {
  name: 'SplitSigmas',
  spec: specOf('SplitSigmas'),
  run(inputs) {
    const { values } = inputs.sigmas('sigmas');
    const step = inputs.number('step');
    return { outputs: [sigmasOf(values.subarray(0, step + 1)), sigmasOf(values.subarray(step))] };
  },
};
