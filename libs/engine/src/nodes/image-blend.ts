import type { EngineNode } from './node.js';
import { blendImages } from './image-ops/blend-images.js';
import { matchChannels } from './image-ops/channels.js';
import { resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';

/** Two pictures in one; the second takes the size of the first. */
export const imageBlend: EngineNode = {
  name: 'ImageBlend',
  spec: specOf('ImageBlend'),
  run(inputs) {
    const [first, second] = matchChannels(inputs.image('image1'), inputs.image('image2'));
    const isSameSize = first.width === second.width && first.height === second.height;
    const fitted = isSameSize ? second : resizeImage(second, { width: first.width, height: first.height, method: 'bicubic', crop: 'center' });
    return { outputs: [blendImages(first, fitted, inputs.text('blend_mode'), inputs.number('blend_factor'))] };
  },
};
