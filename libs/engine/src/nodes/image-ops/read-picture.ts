import { readFile } from 'node:fs/promises';
import sharp, { type Sharp } from 'sharp';
import { NodeError } from '../node-error.js';
import type { Image, Mask } from '../values.js';
import { fromBytes } from './bytes.js';
import { makeImage, makeMask } from './image.js';

export interface ReadPicture {
  image: Image;
  /** 1 − alpha; 64 × 64 of 0 where the picture has no alpha channel. */
  mask: Mask;
}

/**
 * A picture file as LoadImage reads it: colours with alpha apart, turned as EXIF says, no colour management; an animation
 * is a batch. Throws PIL.UnidentifiedImageError for bytes that are no picture, and OSError for a picture that breaks off.
 */
export async function readPicture(path: string): Promise<ReadPicture> {
  const bytes = await readFile(path);
  // EXIF orientation stands for the whole file: an animation has none.
  const open = (): Sharp => sharp(bytes, { animated: true, ignoreIcc: true, limitInputPixels: false, failOn: 'truncated' });
  const { hasAlpha, pages, pageHeight } = await open().metadata().catch((cause: unknown) => {
    throw new NodeError('PIL.UnidentifiedImageError', `cannot identify image file '${path}'`, { cause });
  });
  const upright = pages === undefined || pages === 1 ? open().autoOrient() : open();
  const rgbaPixels = upright.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' });
  const { data, info } = await rgbaPixels.toBuffer({ resolveWithObject: true }).catch((cause: unknown) => {
    throw new NodeError('OSError', `image file is truncated: '${path}'`, { cause });
  });
  const height = pages !== undefined && pages > 1 && pageHeight !== undefined ? pageHeight : info.height;
  const rgba = fromBytes({ batch: info.height / height, height, width: info.width, channels: 4 }, data);
  return { image: colours(rgba), mask: hasAlpha ? invertedAlpha(rgba) : makeMask({ batch: 1, height: 64, width: 64 }) };
}

function colours(rgba: Image): Image {
  const image = makeImage({ ...rgba, channels: 3 });
  for (let pixel = 0; pixel * 4 < rgba.data.length; pixel++) image.data.set(rgba.data.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  return image;
}

function invertedAlpha(rgba: Image): Mask {
  const mask = makeMask(rgba);
  for (let i = 0; i < mask.data.length; i++) mask.data[i] = 1 - (rgba.data[i * 4 + 3] ?? 1);
  return mask;
}
