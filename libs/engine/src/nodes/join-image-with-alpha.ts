import type { EngineNode } from './node.js';
import { withChannels } from './image-ops/channels.js';
import { imageAsMask, makeImage, maskAsImage } from './image-ops/image.js';
import { resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';

/** The picture with 1 − mask as its alpha channel; the mask takes the picture's size, the shorter batch repeats. */
export const joinImageWithAlpha: EngineNode = {
  name: 'JoinImageWithAlpha',
  spec: specOf('JoinImageWithAlpha'),
  run(inputs) {
    const image = withChannels(inputs.image('image'), 3);
    const { data: alpha } = imageAsMask(resizeImage(maskAsImage(inputs.mask('alpha')), { width: image.width, height: image.height, method: 'bilinear' }));
    const pixels = image.height * image.width;
    const joined = makeImage({ ...image, batch: Math.max(image.batch, alpha.length / pixels), channels: 4 });
    for (let i = 0; i < joined.batch * pixels; i++) {
      const source = (i * 3) % image.data.length;
      joined.data.set(image.data.subarray(source, source + 3), i * 4);
      joined.data[i * 4 + 3] = 1 - (alpha[i % alpha.length] ?? 0);
    }
    return { outputs: [joined] };
  },
};
