import { writeFile } from 'node:fs/promises';
import { encodePng } from '../../execution/encode-png.js';
import { toBytes } from '../image-ops/bytes.js';
import { pictureAt } from '../image-ops/image.js';
import type { NodeContext } from '../node.js';
import type { Image } from '../values.js';
import { pictureTexts } from './picture-texts.js';
import { fileName, filePath, savePath } from './save-path.js';

/** A written file as `executed` and the history name it. */
export interface SavedFile {
  [key: string]: string;
  filename: string;
  subfolder: string;
  type: 'output' | 'temp';
}

export interface SaveOptions {
  type: 'output' | 'temp';
  prefix: string;
  /** 0 to 9. */
  compressionLevel: number;
}

/** Writes each picture of the batch as a PNG with the workflow in it, in the batch's order. */
export async function savePictures(images: Image, { type, prefix, compressionLevel }: SaveOptions, context: NodeContext): Promise<SavedFile[]> {
  const path = await savePath(context.dirs[type], prefix, images, new Date());
  const texts = pictureTexts(context);
  const saved: SavedFile[] = [];
  for (let index = 0; index < images.batch; index++) {
    context.throwIfInterrupted();
    const filename = fileName(path, index, 'png');
    const pixels = { data: toBytes(pictureAt(images, index)), width: images.width, height: images.height, channels: pngChannels(images.channels) };
    await writeFile(filePath(path, filename), await encodePng(pixels, { texts, compressionLevel }));
    saved.push({ filename, subfolder: path.subfolder, type });
  }
  return saved;
}

/** The channels that a PNG can have; throws TypeError for other numbers of channels, as Pillow does. */
export function pngChannels(channels: number): 1 | 3 | 4 {
  if (channels === 1 || channels === 3 || channels === 4) return channels;
  throw new TypeError(`Cannot handle this data type: (1, 1, ${channels}), |u1`);
}
