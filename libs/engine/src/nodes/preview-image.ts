import { randomInt } from 'node:crypto';
import type { EngineNode, NodeContext } from './node.js';
import { savePictures } from './files/save-pictures.js';
import { specOf } from './spec.js';

/** Writes pictures to the temp folder, under names that do not repeat. */
export const previewImage: EngineNode = {
  name: 'PreviewImage',
  spec: specOf('PreviewImage'),
  async run(inputs, context) {
    const images = inputs.image('images');
    const saved = await savePictures(images, { type: 'temp', prefix: ownPrefix(context), compressionLevel: 1 }, context);
    return { outputs: [images], ui: { images: saved } };
  },
};

// Drawn once for a node, so that its previews count on from prompt to prompt.
function ownPrefix({ object }: NodeContext): string {
  const kept = object.get('prefix');
  if (typeof kept === 'string') return kept;
  const prefix = `ComfyUI_temp_${randomLetters(5)}`;
  object.set('prefix', prefix);
  return prefix;
}

function randomLetters(length: number): string {
  const firstLetter = 'a'.charCodeAt(0);
  return Array.from({ length }, () => String.fromCharCode(firstLetter + randomInt(26))).join('');
}
