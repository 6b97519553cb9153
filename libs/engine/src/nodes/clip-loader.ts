import type { EngineNode } from './node.js';
import { clipOfType } from './diffusion/clip-of-type.js';
import { loaderSpec } from './diffusion/model-names.js';

/** A text encoder alone. */
export const clipLoader: EngineNode = {
  name: 'CLIPLoader',
  spec: loaderSpec('CLIPLoader', { clip_name: 'text_encoders' }),
  run: (inputs) => ({ outputs: [clipOfType([inputs.text('clip_name')], inputs.text('type'))] }),
};
