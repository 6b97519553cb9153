import type { EngineNode } from './node.js';
import { conditioningOf } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** A prompt for the sampler. */
export const clipTextEncode: EngineNode = {
  name: 'CLIPTextEncode',
  spec: specOf('CLIPTextEncode'),
  run: (inputs) => ({ outputs: [conditioningOf(inputs.clip('clip'), [inputs.text('text')])] }),
};
