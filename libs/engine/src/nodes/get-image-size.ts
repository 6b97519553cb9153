import type { EngineNode } from './node.js';
import { specOf } from './spec.js';

/** Width, height and batch size, also shown beside the node. */
export const getImageSize: EngineNode = {
  name: 'GetImageSize',
  spec: specOf('GetImageSize'),
  run(inputs, context) {
    const { width, height, batch } = inputs.image('image');
    context.sendText(`width: ${width}, height: ${height}\n batch size: ${batch}`);
    return { outputs: [width, height, batch] };
  },
};
