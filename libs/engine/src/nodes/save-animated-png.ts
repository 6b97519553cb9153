import { writeFile } from 'node:fs/promises';
import type { EngineNode } from './node.js';
import { encodeAnimatedPng } from './files/encode-animated-png.js';
import { pictureTexts } from './files/picture-texts.js';
import { fileName, filePath, savePath } from './files/save-path.js';
import { pngChannels } from './files/save-pictures.js';
import { toBytes } from './image-ops/bytes.js';
import { pictureAt } from './image-ops/image.js';
import { specOf } from './spec.js';

/** The batch as one moving PNG. */
export const saveAnimatedPng: EngineNode = {
  name: 'SaveAnimatedPNG',
  spec: specOf('SaveAnimatedPNG'),
  async run(inputs, context) {
    const images = inputs.image('images');
    const channels = pngChannels(images.channels);
    const path = await savePath(context.dirs.output, inputs.text('filename_prefix'), images, new Date());
    const frames = Array.from({ length: images.batch }, (_, i) => ({ data: toBytes(pictureAt(images, i)), width: images.width, height: images.height, channels }));
    const options = { framesPerSecond: inputs.number('fps'), compressionLevel: inputs.number('compress_level'), texts: pictureTexts(context) };
    const filename = fileName(path, 0, 'png');
    await writeFile(filePath(path, filename), await encodeAnimatedPng(frames, options));
    return { outputs: [images], ui: { images: [{ filename, subfolder: path.subfolder, type: 'output' }], animated: [images.batch > 1] } };
  },
};
