import type { EngineNode } from './node.js';
import { mapImage } from './image-ops/image.js';
import { specOf } from './spec.js';

/** The negative; an alpha channel is inverted too. */
export const imageInvert: EngineNode = {
  name: 'ImageInvert',
  spec: specOf('ImageInvert'),
  run: (inputs) => ({ outputs: [mapImage(inputs.image('image'), (value) => 1 - value)] }),
};
