import type { EngineNode } from './node.js';
import { savePictures } from './files/save-pictures.js';
import { specOf } from './spec.js';

/** Writes pictures to the output folder. */
export const saveImage: EngineNode = {
  name: 'SaveImage',
  spec: specOf('SaveImage'),
  async run(inputs, context) {
    const images = inputs.image('images');
    const saved = await savePictures(images, { type: 'output', prefix: inputs.text('filename_prefix'), compressionLevel: 4 }, context);
    return { outputs: [images], ui: { images: saved } };
  },
};
