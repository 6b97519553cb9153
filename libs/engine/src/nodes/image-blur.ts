import type { EngineNode } from './node.js';
import { convolveImage, gaussianKernel } from './image-ops/gaussian.js';
import { specOf } from './spec.js';

/** Gaussian blur; a radius of 0 leaves the picture as it is. */
export const imageBlur: EngineNode = {
  name: 'ImageBlur',
  spec: specOf('ImageBlur'),
  run(inputs) {
    const image = inputs.image('image');
    const radius = inputs.number('blur_radius');
    if (radius === 0) return { outputs: [image] };
    return { outputs: [convolveImage(image, gaussianKernel(radius, inputs.number('sigma')))] };
  },
};
