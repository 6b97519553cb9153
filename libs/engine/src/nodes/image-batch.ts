import type { EngineNode } from './node.js';
import { matchChannels } from './image-ops/channels.js';
import { joinBatches } from './image-ops/join-batches.js';
import { resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';

/** Both batches in one; the second takes the size of the first. */
export const imageBatch: EngineNode = {
  name: 'ImageBatch',
  spec: specOf('ImageBatch'),
  run(inputs) {
    const [first, second] = matchChannels(inputs.image('image1'), inputs.image('image2'));
    const isSameSize = first.width === second.width && first.height === second.height;
    const fitted = isSameSize ? second : resizeImage(second, { width: first.width, height: first.height, method: 'bilinear', crop: 'center' });
    return { outputs: [joinBatches(first, fitted)] };
  },
};
