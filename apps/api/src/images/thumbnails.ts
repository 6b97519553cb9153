import { thumbnailSizesPx } from '@gridscope/contract';
import sharp, { type Sharp } from 'sharp';

/** Pixels, 8 bits a channel, row by row. */
export interface Pixels {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
  channels: 3 | 4;
}

/** Decodes a picture's first frame once, upright and in sRGB. Throws where the picture is broken. */
export async function decodePixels(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes, { failOn: 'error' }).autoOrient().toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const pixels = { data, widthPx: info.width, heightPx: info.height };
  if (info.channels === 3 || info.channels === 4) return { ...pixels, channels: info.channels };
  return { ...pixels, data: spread(data, info.channels), channels: 3 };
}

/** Grey becomes three equal channels; an alpha beside grey is left out. */
function spread(data: Uint8Array, channels: number): Uint8Array {
  const out = new Uint8Array((data.length / channels) * 3);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) out.fill(data[from] ?? 0, to, to + 3);
  return out;
}

export type ThumbnailSizePx = (typeof thumbnailSizesPx)[number];

/** The smallest size at which a picture is whole: larger ones would be the same bytes, and are not made. */
export function largestThumbnailPx(widthPx: number, heightPx: number): ThumbnailSizePx {
  const longest = Math.max(widthPx, heightPx);
  return thumbnailSizesPx.find((sizePx) => sizePx >= longest) ?? 512;
}

/** WebP thumbnails fitted into each size, never enlarged: the largest from the picture, each smaller one from the one before. */
export async function makeThumbnails(pixels: Pixels): Promise<Map<ThumbnailSizePx, Uint8Array>> {
  const largest = largestThumbnailPx(pixels.widthPx, pixels.heightPx);
  const sizes = thumbnailSizesPx.filter((sizePx) => sizePx <= largest).reverse();
  const made: Promise<[ThumbnailSizePx, Uint8Array]>[] = [];
  let source = pixels;
  for (const sizePx of sizes) {
    source = await fitted(source, sizePx);
    made.push(encode(source).then((bytes) => [sizePx, bytes]));
  }
  return new Map(await Promise.all(made));
}

async function fitted(pixels: Pixels, sizePx: number): Promise<Pixels> {
  if (Math.max(pixels.widthPx, pixels.heightPx) <= sizePx) return pixels;
  const { data, info } = await asSharp(pixels).resize(sizePx, sizePx, { fit: 'inside' }).raw().toBuffer({ resolveWithObject: true });
  return { data, widthPx: info.width, heightPx: info.height, channels: pixels.channels };
}

// Effort 0 of 6: a tenth of the time of the default for a few per cent more bytes.
function encode(pixels: Pixels): Promise<Uint8Array> {
  return asSharp(pixels).webp({ quality: 82, effort: 0 }).toBuffer();
}

function asSharp(pixels: Pixels): Sharp {
  return sharp(pixels.data, { raw: { width: pixels.widthPx, height: pixels.heightPx, channels: pixels.channels }, limitInputPixels: false });
}
