import sharp from 'sharp';
import { encodePng } from '../execution/encode-png.js';

export interface ConvertedPicture { contentType: string; bytes: Buffer }

const defaultQuality = 90;

/**
 * A picture as `/view` converts it: `preview=webp;90` (webp or jpeg, no resizing) or one of its channels as PNG (`rgb`, `a`).
 * Undefined: the file is wanted as it is. Throws for bytes that are no picture, as ComfyUI does.
 */
export async function convertPicture(bytes: Buffer, wanted: { preview: string | null; channel: string | null }): Promise<ConvertedPicture | undefined> {
  if (wanted.preview !== null) return preview(bytes, wanted.preview, wanted.channel ?? '');
  if (wanted.channel === 'rgb') return { contentType: 'image/png', bytes: await coloursOf(bytes) };
  if (wanted.channel === 'a') return { contentType: 'image/png', bytes: await alphaOf(bytes) };
  return undefined;
}

async function preview(bytes: Buffer, wanted: string, channel: string): Promise<ConvertedPicture> {
  const [format = '', quality = ''] = wanted.split(';');
  const isJpeg = format === 'jpeg' && !channel.includes('a');
  const options = { quality: /^\d+$/.test(quality) ? Math.min(100, Math.max(1, Number(quality))) : defaultQuality };
  const picture = sharp(bytes);
  return isJpeg
    ? { contentType: 'image/jpeg', bytes: await picture.removeAlpha().jpeg(options).toBuffer() }
    : { contentType: 'image/webp', bytes: await picture.webp(options).toBuffer() };
}

async function coloursOf(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return encodePng({ data, width: info.width, height: info.height, channels: 3 });
}

/** Black with the picture's alpha; opaque where it has none. */
async function alphaOf(bytes: Buffer): Promise<Buffer> {
  const { data, info } = await sharp(bytes).ensureAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  for (let at = 0; at < data.length; at += 4) data.fill(0, at, at + 3);
  return encodePng({ data, width: info.width, height: info.height, channels: 4 });
}
