import sharp from 'sharp';

const channels = 4;
/** WebP's own limit, in pixels a side. */
export const longestAtlasPx = 16_383;
const atOnce = 8;

export interface AtlasTiles {
  columns: number;
  rows: number;
  tilePx: 64 | 128 | 256;
  /** Row by row; undefined leaves the place empty. */
  hashes: readonly (string | undefined)[];
}

/** One WebP of all tiles, without gaps, each picture fitted and centred in its tile, empty places transparent. */
export async function composeAtlas({ columns, rows, tilePx, hashes }: AtlasTiles, thumbnailOf: (hash: string) => Promise<Uint8Array>): Promise<Buffer> {
  const canvas = { data: Buffer.alloc(columns * rows * tilePx * tilePx * channels), widthPx: columns * tilePx };
  const places = hashes.map((hash, place) => ({ hash, place })).filter((item): item is { hash: string; place: number } => item.hash !== undefined);
  for (let from = 0; from < places.length; from += atOnce) {
    await Promise.all(
      places.slice(from, from + atOnce).map(async ({ hash, place }) => {
        const tile = await decodeTile(await thumbnailOf(hash), tilePx);
        blit(tile, tilePx, canvas, { left: (place % columns) * tilePx, top: Math.floor(place / columns) * tilePx });
      }),
    );
  }
  return sharp(canvas.data, { raw: { width: canvas.widthPx, height: rows * tilePx, channels }, limitInputPixels: false }).webp({ quality: 82, effort: 0 }).toBuffer();
}

async function decodeTile(thumbnail: Uint8Array, tilePx: number): Promise<Buffer> {
  return sharp(thumbnail).resize(tilePx, tilePx, { fit: 'contain', background: { r: 0, g: 0, b: 0, alpha: 0 }, withoutEnlargement: true }).ensureAlpha().raw().toBuffer();
}

function blit(tile: Buffer, tilePx: number, canvas: { data: Buffer; widthPx: number }, at: { left: number; top: number }): void {
  const rowBytes = tilePx * channels;
  for (let y = 0; y < tilePx; y += 1) tile.copy(canvas.data, ((at.top + y) * canvas.widthPx + at.left) * channels, y * rowBytes, (y + 1) * rowBytes);
}
