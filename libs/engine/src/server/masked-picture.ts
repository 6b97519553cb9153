import sharp from 'sharp';
import { encodePng, type PngText } from '../execution/encode-png.js';

/** The original picture as an RGBA PNG with the alpha of the mask and its own text chunks. Throws where the mask has no alpha or another size, as Pillow does. */
export async function maskedPicture(original: Buffer, mask: Buffer): Promise<Buffer> {
  const picture = await sharp(original).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { hasAlpha } = await sharp(mask).metadata();
  if (!hasAlpha) throw new TypeError('the mask has no alpha channel');
  const alpha = await sharp(mask).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const { width, height } = picture.info;
  if (alpha.info.width !== width || alpha.info.height !== height) throw new TypeError('images do not match');
  for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = alpha.data[at] ?? 0;
  return encodePng({ data: picture.data, width, height, channels: 4 }, { texts: readTexts(original) });
}

/** The tEXt chunks of a PNG; none for a picture of another kind. */
function readTexts(bytes: Buffer): PngText[] {
  const texts: PngText[] = [];
  if (bytes.toString('latin1', 1, 4) !== 'PNG') return texts;
  for (let at = 8; at + 8 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    const end = data.indexOf(0);
    if (bytes.toString('latin1', at + 4, at + 8) === 'tEXt') texts.push({ keyword: data.toString('latin1', 0, end), text: data.toString('latin1', end + 1) });
  }
  return texts;
}
