import type { EngineNode } from './node.js';
import { clipOfType } from './diffusion/clip-of-type.js';
import { loaderSpec } from './diffusion/model-names.js';

/** Two text encoders that are heard together. */
export const dualClipLoader: EngineNode = {
  name: 'DualCLIPLoader',
  spec: loaderSpec('DualCLIPLoader', { clip_name1: 'text_encoders', clip_name2: 'text_encoders' }),
  run: (inputs) => ({ outputs: [clipOfType([inputs.text('clip_name1'), inputs.text('clip_name2')], inputs.text('type'))] }),
};
