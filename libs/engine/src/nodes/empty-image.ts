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
    image.data.set(rgb);
    // Doubles what is filled until all is.
    for (let filled = 3; filled < image.data.length; filled *= 2) image.data.copyWithin(filled, 0, filled);
    return { outputs: [image] };
  },
};
