import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';
import type { EngineNode } from './node.js';
import { pictureTexts } from './files/picture-texts.js';
import { fileName, filePath, savePath } from './files/save-path.js';
import { pngChannels } from './files/save-pictures.js';
import type { PngText } from '../execution/encode-png.js';
import { toBytes } from './image-ops/bytes.js';
import { specOf } from './spec.js';

const effortByMethod: Readonly<Record<string, number>> = { default: 4, fastest: 0, slowest: 6 };

/** The batch as one moving WebP, the workflow in its EXIF fields. */
export const saveAnimatedWebp: EngineNode = {
  name: 'SaveAnimatedWEBP',
  spec: specOf('SaveAnimatedWEBP'),
  async run(inputs, context) {
    const images = inputs.image('images');
    const { batch, width, height } = images;
    const path = await savePath(context.dirs.output, inputs.text('filename_prefix'), images, new Date());
    const raw = { width, height: height * batch, channels: pngChannels(images.channels), pageHeight: height };
    const encoded = await sharp(toBytes(images), { raw, limitInputPixels: false })
      .withExif({ IFD0: exifFields(pictureTexts(context)) })
      .webp({
        lossless: inputs.boolean('lossless'),
        quality: inputs.number('quality'),
        effort: effortByMethod[inputs.text('method')] ?? 4,
        delay: Array.from({ length: batch }, () => Math.round(1000 / inputs.number('fps'))),
        loop: 0,
      })
      .toBuffer();
    const filename = fileName(path, 0, 'webp');
    await writeFile(filePath(path, filename), encoded);
    return { outputs: [images], ui: { images: [{ filename, subfolder: path.subfolder, type: 'output' }], animated: [batch > 1] } };
  },
};

// ComfyUI counts the tags down from Model: `prompt:{…}`, then Make with the first further text; others find no room here.
function exifFields([prompt, workflow]: readonly PngText[]): Record<string, string> {
  const field = ({ keyword, text }: PngText): string => `${keyword}:${text}`;
  return { ...(prompt !== undefined && { Model: field(prompt) }), ...(workflow !== undefined && { Make: field(workflow) }) };
}
