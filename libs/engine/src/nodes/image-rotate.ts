import type { EngineNode } from './node.js';
import { rotateImage } from './image-ops/flip-image.js';
import { specOf } from './spec.js';

const quartersByChoice: Readonly<Record<string, number>> = { '90 degrees': 1, '180 degrees': 2, '270 degrees': 3 };

/** Turned clockwise by quarters. */
export const imageRotate: EngineNode = {
  name: 'ImageRotate',
  spec: specOf('ImageRotate'),
  run: (inputs) => ({ outputs: [rotateImage(inputs.image('image'), quartersByChoice[inputs.text('rotation')] ?? 0)] }),
};
