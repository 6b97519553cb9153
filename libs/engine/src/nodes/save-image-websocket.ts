import type { EngineNode } from './node.js';
import { withChannels } from './image-ops/channels.js';
import { toBytes } from './image-ops/bytes.js';
import { pictureAt } from './image-ops/image.js';
import { specOf } from './spec.js';

/** Sends each picture whole over the socket, as a preview; nothing is written, and nothing kept for the next prompt. */
export const saveImageWebsocket: EngineNode = {
  name: 'SaveImageWebsocket',
  spec: specOf('SaveImageWebsocket'),
  isChanged: () => Number.NaN,
  async run(inputs, context) {
    const images = inputs.image('images');
    for (let i = 0; i < images.batch; i++) {
      const data = toBytes(withChannels(pictureAt(images, i), images.channels === 4 ? 4 : 3));
      const channels = images.channels === 4 ? 4 : 3;
      await context.progress(i, images.batch, { data, width: images.width, height: images.height, channels, format: 'png', isFullSize: true });
    }
    return { outputs: [] };
  },
};
