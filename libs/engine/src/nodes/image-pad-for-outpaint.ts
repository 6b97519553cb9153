import type { EngineNode } from './node.js';
import { padImage } from './image-ops/pad-image.js';
import { specOf } from './spec.js';

/** A picture with room around it, and the mask of that room. */
export const imagePadForOutpaint: EngineNode = {
  name: 'ImagePadForOutpaint',
  spec: specOf('ImagePadForOutpaint'),
  run(inputs) {
    const { image, mask } = padImage(inputs.image('image'), {
      left: inputs.number('left'),
      top: inputs.number('top'),
      right: inputs.number('right'),
      bottom: inputs.number('bottom'),
      feathering: inputs.number('feathering'),
    });
    return { outputs: [image, mask] };
  },
};
