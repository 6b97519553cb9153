import sharp, { type Metadata } from 'sharp';

/** A picture as its content says it is, whatever its name or content type claimed. */
export interface Picture {
  format: PictureFormat;
  widthPx: number;
  heightPx: number;
}

export type PictureFormat = 'png' | 'jpeg' | 'webp' | 'gif' | 'avif' | 'tiff';

/** Media types of what counts as a picture here. SVG does not: it can hold scripts. */
export const mediaTypes: Readonly<Record<PictureFormat, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
  tiff: 'image/tiff',
};

const pixelLimit = 268_402_689;

/** Judges bytes by their content; undefined where they are no picture that we show. */
export async function judgePicture(bytes: Uint8Array): Promise<Picture | undefined> {
  if (isSvgLike(bytes)) return undefined;
  const found = await readMetadata(bytes);
  if (found === undefined) return undefined;
  const format = formatOf(found);
  const { width, height } = found.autoOrient;
  if (format === undefined || width * height > pixelLimit) return undefined;
  // Frames of an animation lie below each other.
  return { format, widthPx: width, heightPx: found.pageHeight ?? height };
}

async function readMetadata(bytes: Uint8Array): Promise<Metadata | undefined> {
  try {
    return await sharp(bytes).metadata();
  } catch (error) {
    // What the decoder refuses is no picture; that is an answer here.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function formatOf(found: Metadata): PictureFormat | undefined {
  if (found.format === 'heif') return found.compression === 'av1' ? 'avif' : undefined;
  return found.format in mediaTypes ? (found.format as PictureFormat) : undefined;
}

/** Text at the start: no raster format begins so. */
function isSvgLike(bytes: Uint8Array): boolean {
  return /^(\uFEFF)?\s*</.test(new TextDecoder().decode(bytes.subarray(0, 64)));
}
