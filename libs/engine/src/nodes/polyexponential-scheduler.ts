import type { EngineNode } from './node.js';
import { sigmasOf } from './diffusion/sigmas-of.js';
import { specOf } from './spec.js';

/** Noise levels evenly spaced in (ln σ)^(1/ρ), between two of one's own (k-diffusion, get_sigmas_polyexponential). */
export const polyexponentialScheduler: EngineNode = {
  name: 'PolyexponentialScheduler',
  spec: specOf('PolyexponentialScheduler'),
  run(inputs) {
    const steps = inputs.number('steps');
    const [logMin, logMax] = [Math.log(inputs.number('sigma_min')), Math.log(inputs.number('sigma_max'))];
    const levels = Array.from({ length: steps }, (_, i) => {
      const ramp = (steps === 1 ? 1 : 1 - i / (steps - 1)) ** inputs.number('rho');
      return Math.exp(ramp * (logMax - logMin) + logMin);
    });
    return { outputs: [sigmasOf([...levels, 0])] };
  },
};
