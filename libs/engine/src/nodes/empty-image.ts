import type { EngineNode } from './node.js';
import { makeImage } from './image-ops/image.js';
import { specOf } from './spec.js';

/** Pictures of one colour, 0xRRGGBB. */
export const emptyImage: EngineNode = {
  name: 'EmptyImage',
  spec: specOf('EmptyImage'),
  run(inputs) {
    const image = makeImage({ batch: inputs.number('batch_size'), height: inputs.number('height'), width: inputs.number('width'), channels: 3 });
    const color = inputs.number('color');
    const rgb = [(color >> 16) & 255, (color >> 8) & 255, color & 255].map((byte) => byte / 255);
    for (let i = 0; i < image.data.length; i++) image.data[i] = rgb[i % 3] ?? 0;
    return { outputs: [image] };
  },
};
