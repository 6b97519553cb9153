import type { EngineNode } from './node.js';
import { channelAsMask, withChannels } from './image-ops/channels.js';
import { makeMask } from './image-ops/image.js';
import { specOf } from './spec.js';

/** Colours, and 1 − alpha as a mask. */
export const splitImageWithAlpha: EngineNode = {
  name: 'SplitImageWithAlpha',
  spec: specOf('SplitImageWithAlpha'),
  run(inputs) {
    const image = inputs.image('image');
    const alpha = channelAsMask(withChannels(image, 4), 3);
    return { outputs: [withChannels(image, 3), makeMask(alpha, alpha.data.map((value) => 1 - value))] };
  },
};
