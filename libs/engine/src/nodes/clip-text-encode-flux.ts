import type { EngineNode } from './node.js';
import { conditioningOf } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** Flux's two prompts and its distilled guidance. */
export const clipTextEncodeFlux: EngineNode = {
  name: 'CLIPTextEncodeFlux',
  spec: specOf('CLIPTextEncodeFlux'),
  run(inputs) {
    const texts = [inputs.text('t5xxl'), inputs.text('clip_l')];
    return { outputs: [conditioningOf(inputs.clip('clip'), texts, { guidance: inputs.number('guidance') })] };
  },
};
