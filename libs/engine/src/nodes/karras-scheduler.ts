import type { EngineNode } from './node.js';
import { karrasSigmas } from '../sampling/schedulers.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf } from './spec.js';

/** Karras' noise levels between two of one's own. */
export const karrasScheduler: EngineNode = {
  name: 'KarrasScheduler',
  spec: specOf('KarrasScheduler'),
  run(inputs) {
    const span = { steps: inputs.number('steps'), min: inputs.number('sigma_min'), max: inputs.number('sigma_max') };
    return { outputs: [sigmasOf(karrasSigmas({ ...span, rho: inputs.number('rho') }))] };
  },
};
