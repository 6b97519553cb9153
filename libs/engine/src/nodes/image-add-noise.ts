import type { EngineNode } from './node.js';
import { startNoise } from '../sampling/start-noise.js';
import { clampUnit, makeImage } from './image-ops/image.js';
import { specOf } from './spec.js';

/** Gaussian noise of a seed over the picture. */
export const imageAddNoise: EngineNode = {
  name: 'ImageAddNoise',
  spec: specOf('ImageAddNoise'),
  run(inputs) {
    const image = inputs.image('image');
    const strength = Math.fround(inputs.number('strength'));
    const noise = startNoise(inputs.integer('seed'), [image.batch, image.height, image.width, image.channels]);
    const noisy = image.data.map((value, i) => clampUnit(value + Math.fround(strength * (noise[i] ?? 0))));
    return { outputs: [makeImage(image, noisy)] };
  },
};
