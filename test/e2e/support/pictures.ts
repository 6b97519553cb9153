import { createHash } from 'node:crypto';
import sharp from 'sharp';

export interface Pixels {
  data: Buffer;
  width: number;
  height: number;
}

/** RGB, 8 bits a channel, row by row. */
export async function decode(picture: Buffer | string): Promise<Pixels> {
  const { data, info } = await sharp(picture, { limitInputPixels: false }).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Where a picture lies in a larger one, pixel for pixel; undefined where it does not. */
export function findPicture(inside: Pixels, picture: Pixels): { x: number; y: number } | undefined {
  const firstRow = picture.data.subarray(0, 3 * picture.width);
  for (let y = 0; y + picture.height <= inside.height; y += 1) {
    const row = inside.data.subarray(3 * inside.width * y, 3 * inside.width * (y + 1));
    for (let at = row.indexOf(firstRow); at !== -1; at = row.indexOf(firstRow, at + 1)) {
      const place = { x: at / 3, y };
      if (Number.isInteger(place.x) && hasPictureAt(inside, picture, place)) return place;
    }
  }
  return undefined;
}

function hasPictureAt(inside: Pixels, picture: Pixels, { x, y }: { x: number; y: number }): boolean {
  return Array.from({ length: picture.height }, (_, row) => row).every((row) => {
    const from = 3 * (inside.width * (y + row) + x);
    return inside.data.subarray(from, from + 3 * picture.width).equals(picture.data.subarray(3 * picture.width * row, 3 * picture.width * (row + 1)));
  });
}

/** How far two pictures are from each other when both are seen small, 0 to 255: the mean difference of a channel. */
export async function differenceOf(one: Buffer, other: Buffer): Promise<number> {
  const [first, second] = await Promise.all([one, other].map((picture) => sharp(picture).removeAlpha().resize(24, 24, { fit: 'fill' }).raw().toBuffer()));
  if (first === undefined || second === undefined) throw new Error('two pictures are compared');
  return first.reduce((sum, value, place) => sum + Math.abs(value - (second[place] ?? 0)), 0) / first.length;
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
