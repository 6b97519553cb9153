import { randomInt } from 'node:crypto';
import type { EngineNode } from './node.js';
import { savePictures } from './files/save-pictures.js';
import { specOf } from './spec.js';

/** Writes pictures to the temp folder, under names that do not repeat. */
export const previewImage: EngineNode = {
  name: 'PreviewImage',
  spec: specOf('PreviewImage'),
  async run(inputs, context) {
    const images = inputs.image('images');
    const saved = await savePictures(images, { type: 'temp', prefix: `ComfyUI_temp_${randomLetters(5)}`, compressionLevel: 1 }, context);
    return { outputs: [images], ui: { images: saved } };
  },
};

function randomLetters(length: number): string {
  const firstLetter = 'a'.charCodeAt(0);
  return Array.from({ length }, () => String.fromCharCode(firstLetter + randomInt(26))).join('');
}
