import type { EngineNode } from './node.js';
import { specOf } from './spec.js';
import type { Clip } from './values.js';

/** CLIP skip. */
export const clipSetLastLayer: EngineNode = {
  name: 'CLIPSetLastLayer',
  spec: specOf('CLIPSetLastLayer'),
  run(inputs) {
    const clip: Clip = { ...inputs.clip('clip'), stopAtLayer: inputs.number('stop_at_clip_layer') };
    return { outputs: [clip] };
  },
};
