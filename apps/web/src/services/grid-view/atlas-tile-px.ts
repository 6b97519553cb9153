const mostPixels = 45_000_000;

/** Which atlas to ask for: the largest tiles that the screen makes use of and that do not need more than about 180 MB decoded. */
export function atlasTilePx(page: { allColumns: number; allRows: number }, tileDevicePx: number): 64 | 128 | 256 {
  const fits = (tilePx: number) => page.allColumns * page.allRows * tilePx ** 2 <= mostPixels && Math.max(page.allColumns, page.allRows) * tilePx <= 16_383;
  if (tileDevicePx > 128 && fits(256)) return 256;
  return tileDevicePx > 64 && fits(128) ? 128 : 64;
}
