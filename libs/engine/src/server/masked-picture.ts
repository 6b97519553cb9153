import sharp from 'sharp';
import { encodePng } from '../execution/encode-png.js';

/** The original picture as an RGBA PNG with the alpha of the mask. Throws where the mask has no alpha or another size, as Pillow does. */
export async function maskedPicture(original: Buffer, mask: Buffer): Promise<Buffer> {
  const picture = await sharp(original).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { hasAlpha } = await sharp(mask).metadata();
  if (!hasAlpha) throw new TypeError('the mask has no alpha channel');
  const alpha = await sharp(mask).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height } = picture.info;
  if (alpha.info.width !== width || alpha.info.height !== height) throw new TypeError('images do not match');
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = alpha.data[at] ?? 0;
  return encodePng({ data: picture.data, width, height, channels: 4 });
}
