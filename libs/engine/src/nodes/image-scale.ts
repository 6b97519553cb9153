import type { EngineNode } from './node.js';
import { fillMissingSide, resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';

/** Another size; a side of 0 follows from the other one. */
export const imageScale: EngineNode = {
  name: 'ImageScale',
  spec: specOf('ImageScale'),
  run(inputs) {
    const image = inputs.image('image');
    if (inputs.number('width') === 0 && inputs.number('height') === 0) return { outputs: [image] };
    const size = fillMissingSide(image, inputs.number('width'), inputs.number('height'));
    return { outputs: [resizeImage(image, { ...size, method: inputs.text('upscale_method'), crop: inputs.text('crop') })] };
  },
};
