import type { EngineNode } from './node.js';
import { matchChannels } from './image-ops/channels.js';
import { compositeImages } from './image-ops/composite-images.js';
import { imageAsMask, maskAsImage } from './image-ops/image.js';
import { resizeImage } from './image-ops/resize-image.js';
import { specOf } from './spec.js';

/** One picture over another, where the mask says. */
export const imageCompositeMasked: EngineNode = {
  name: 'ImageCompositeMasked',
  spec: specOf('ImageCompositeMasked'),
  run(inputs) {
    const [destination, given] = matchChannels(inputs.image('destination'), inputs.image('source'));
    const fitted = { width: destination.width, height: destination.height, method: 'bilinear' };
    const source = inputs.boolean('resize_source') ? resizeImage(given, fitted) : given;
    const sized = { width: source.width, height: source.height, method: 'bilinear' };
    const mask = inputs.has('mask') ? imageAsMask(resizeImage(maskAsImage(inputs.mask('mask')), sized)) : undefined;
    return { outputs: [compositeImages(destination, source, { x: inputs.number('x'), y: inputs.number('y'), mask })] };
  },
};
