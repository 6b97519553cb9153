import type { EngineNode } from './node.js';
import { flipImage } from './image-ops/flip-image.js';
import { specOf } from './spec.js';

/** Upside down (`x-axis: vertically`) or mirrored. */
export const imageFlip: EngineNode = {
  name: 'ImageFlip',
  spec: specOf('ImageFlip'),
  run(inputs) {
    const direction = inputs.text('flip_method').startsWith('x') ? 'vertical' : 'horizontal';
    return { outputs: [flipImage(inputs.image('image'), direction)] };
  },
};
