import sharp from 'sharp';

const channels = 4;
/** WebP's own limit, in pixels a side. */
export const longestAtlasPx = 16_383;
const rowsAtOnce = 4;
const transparent = { r: 0, g: 0, b: 0, alpha: 0 };

export interface AtlasTiles {
  columns: number;
  rows: number;
  tilePx: 64 | 128 | 256;
  /** Row by row; undefined leaves the place empty. */
  hashes: readonly (string | undefined)[];
}

/** One WebP of all tiles, without gaps, each picture centred in its tile, empty places transparent. `thumbnailOf` gives pictures that fit into a tile. */
export async function composeAtlas({ columns, rows, tilePx, hashes }: AtlasTiles, thumbnailOf: (hash: string) => Promise<Uint8Array>): Promise<Buffer> {
  const blank = await sharp({ create: { width: tilePx, height: tilePx, channels, background: transparent } }).png().toBuffer();
  const rowBytes = columns * tilePx * tilePx * channels;
  const canvas = Buffer.alloc(rows * rowBytes);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const together = Array.from({ length: Math.min(rowsAtOnce, rows - from) }, (_, more) => from + more);
    await Promise.all(together.map(async (row) => {
      const tiles = await Promise.all(hashes.slice(row * columns, (row + 1) * columns).map((hash) => (hash === undefined ? blank : thumbnailOf(hash))));
      canvas.set(await joined(tiles, blank, tilePx), row * rowBytes);
    }));
  }
  return sharp(canvas, { raw: { width: columns * tilePx, height: rows * tilePx, channels }, limitInputPixels: false }).webp({ quality: 82, effort: 0 }).toBuffer();
}

/** Pixels of one row of tiles, decoded in one go. The place of a tile is as large as the largest of them: a blank one at the end, cut off again, sees to that. */
function joined(tiles: readonly Uint8Array[], blank: Buffer, tilePx: number): Promise<Buffer> {
  const options = { across: tiles.length + 1, halign: 'centre', valign: 'centre', background: transparent } as const;
  return sharp([...tiles, blank], { join: options }).ensureAlpha().extract({ left: 0, top: 0, width: tiles.length * tilePx, height: tilePx }).raw().toBuffer();
}
