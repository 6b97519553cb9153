import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

export interface TileSize {
  widthPx: number;
  heightPx: number;
}

/** The tile that holds every picture: the largest sides there are, shrunk so that the longest is at most `longestPx`. Never enlarges. */
export function tileSize(sizes: Iterable<TileSize>, longestPx: number): TileSize {
  let widest = 0;
  let highest = 0;
  for (const { widthPx, heightPx } of sizes) {
    widest = Math.max(widest, widthPx);
    highest = Math.max(highest, heightPx);
  }
  if (widest === 0 || highest === 0) return { widthPx: longestPx, heightPx: longestPx };
  const scale = Math.min(1, longestPx / Math.max(widest, highest));
  return { widthPx: Math.max(1, Math.round(widest * scale)), heightPx: Math.max(1, Math.round(highest * scale)) };
}

/** Writes a file of exactly the tile's size: the picture itself where it fits pixel by pixel, else a fitted copy. */
export async function fitTile(bytes: Uint8Array, tile: TileSize, target: string): Promise<void> {
  const { width, height, hasAlpha, space, depth } = await sharp(bytes).metadata();
  if (width === tile.widthPx && height === tile.heightPx && !hasAlpha && space === 'srgb' && depth === 'uchar') return writeFile(target, bytes);
  await sharp(bytes)
    .resize(tile.widthPx, tile.heightPx, { fit: 'contain', position: 'top', background: '#ffffff', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .png({ compressionLevel: 1 })
    .toFile(target);
}
