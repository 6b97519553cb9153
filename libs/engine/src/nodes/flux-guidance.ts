import type { EngineNode } from './node.js';
import { mapEntries } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** Another distilled guidance; only Flux models hear it. */
export const fluxGuidance: EngineNode = {
  name: 'FluxGuidance',
  spec: specOf('FluxGuidance'),
  run(inputs) {
    const guidance = inputs.number('guidance');
    return { outputs: [mapEntries(inputs.conditioning('conditioning'), (entry) => ({ ...entry, guidance }))] };
  },
};
