import type { EngineNode } from './node.js';
import { maskAsGrey } from './image-ops/channels.js';
import { specOf } from './spec.js';

/** Masks as grey pictures. */
export const maskToImage: EngineNode = {
  name: 'MaskToImage',
  spec: specOf('MaskToImage'),
  run: (inputs) => ({ outputs: [maskAsGrey(inputs.mask('mask'))] }),
};
