import type { Rectangle, Size } from './viewport';

/** The largest rectangle of an aspect (width over height) in the middle of another. */
export function fitInside(aspect: number, { x, y, width, height }: Rectangle): Rectangle {
  const fitted = width / height > aspect ? { width: height * aspect, height } : { width, height: width / aspect };
  return { x: x + (width - fitted.width) / 2, y: y + (height - fitted.height) / 2, ...fitted };
}

/** Where a picture lies in its square tile of the atlas: in the middle, as large as it fits, never enlarged. */
export function atlasRectangle(place: number, columns: number, tilePx: number, picture: Size | undefined): Rectangle {
  const tile = { x: (place % columns) * tilePx, y: Math.floor(place / columns) * tilePx, width: tilePx, height: tilePx };
  if (picture === undefined) return tile;
  const scale = Math.min(1, tilePx / Math.max(picture.width, picture.height));
  const size = { width: picture.width * scale, height: picture.height * scale };
  return { x: tile.x + (tilePx - size.width) / 2, y: tile.y + (tilePx - size.height) / 2, ...size };
}

/** Width over height of the box into which every one of the pictures fits when their longest sides are equal; 1 while there is none. */
export function sharedAspect(pictures: Iterable<Size>): number {
  let width = 0;
  let height = 0;
  for (const picture of pictures) {
    const longest = Math.max(picture.width, picture.height);
    width = Math.max(width, picture.width / longest);
    height = Math.max(height, picture.height / longest);
  }
  return width === 0 ? 1 : width / height;
}
