import type { EngineNode } from './node.js';
import { cropImage } from './image-ops/crop-image.js';
import { specOf } from './spec.js';

/** A rectangle of the picture; its corner is moved inside, what reaches over the edge is left out. */
export const imageCrop: EngineNode = {
  name: 'ImageCrop',
  spec: specOf('ImageCrop'),
  run(inputs) {
    const image = inputs.image('image');
    const x = Math.min(inputs.number('x'), image.width - 1);
    const y = Math.min(inputs.number('y'), image.height - 1);
    return { outputs: [cropImage(image, { x, y, width: inputs.number('width'), height: inputs.number('height') })] };
  },
};
