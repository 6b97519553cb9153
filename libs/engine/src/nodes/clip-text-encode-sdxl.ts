import type { EngineNode } from './node.js';
import { conditioningOf } from './diffusion/conditioning-of.js';
import { specOf } from './spec.js';

/** SDXL's two prompts; the sizes change nothing here. */
export const clipTextEncodeSdxl: EngineNode = {
  name: 'CLIPTextEncodeSDXL',
  spec: specOf('CLIPTextEncodeSDXL'),
  run: (inputs) => ({ outputs: [conditioningOf(inputs.clip('clip'), [inputs.text('text_g'), inputs.text('text_l')])] }),
};
