import type { EngineNode } from './node.js';
import { clipOfType } from './diffusion/clip-of-type.js';
import { loaderSpec } from './diffusion/model-names.js';

const names = ['clip_name1', 'clip_name2', 'clip_name3'] as const;

/** SD3's three text encoders. */
export const tripleClipLoader: EngineNode = {
  name: 'TripleCLIPLoader',
  spec: loaderSpec('TripleCLIPLoader', Object.fromEntries(names.map((name) => [name, 'text_encoders']))),
  run: (inputs) => ({ outputs: [clipOfType(names.map((name) => inputs.text(name)), 'sd3')] }),
};
