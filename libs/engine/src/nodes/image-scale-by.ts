import type { EngineNode } from './node.js';
import { resizeImage } from './image-ops/resize-image.js';
import { roundHalfEven } from './image-ops/round-half-even.js';
import { specOf } from './spec.js';

/** Larger or smaller by a factor. */
export const imageScaleBy: EngineNode = {
  name: 'ImageScaleBy',
  spec: specOf('ImageScaleBy'),
  run(inputs) {
    const image = inputs.image('image');
    const scale = inputs.number('scale_by');
    const [width, height] = [roundHalfEven(image.width * scale), roundHalfEven(image.height * scale)];
    return { outputs: [resizeImage(image, { width, height, method: inputs.text('upscale_method') })] };
  },
};
