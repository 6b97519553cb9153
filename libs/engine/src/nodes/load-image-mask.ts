import type { EngineNode } from './node.js';
import { channelAsMask } from './image-ops/channels.js';
import { readPicture } from './image-ops/read-picture.js';
import { checkPicture, hashOfPicture, pictureOf } from './load-image.js';
import { specOf, withChoices } from './spec.js';

const channelIndices: Readonly<Record<string, number>> = { red: 0, green: 1, blue: 2 };

/** One channel of a picture as a mask; alpha is inverted, as LoadImage gives it. */
export const loadImageMask: EngineNode = {
  name: 'LoadImageMask',
  spec: ({ inputFiles }) => withChoices(specOf('LoadImageMask'), { image: inputFiles() }),
  isChanged: hashOfPicture,
  validation: { inputs: ['image'], check: checkPicture },
  async run(inputs, { dirs }) {
    const { image, mask } = await readPicture(pictureOf(inputs, dirs));
    const index = channelIndices[inputs.text('channel')];
    return { outputs: [index === undefined ? mask : channelAsMask(image, index)] };
  },
};
