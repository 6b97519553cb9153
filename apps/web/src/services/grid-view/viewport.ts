import type { Place } from './page-shape';

export interface Size { width: number; height: number }
export interface Point { x: number; y: number }
export interface Rectangle extends Point, Size {}

/** Sizes of a page on the screen, in CSS pixels. */
export interface GridMetrics {
  tile: Size;
  gap: number;
  columns: number;
  rows: number;
}

export const smallestTilePx = 32;
export const largestTilePx = 512;
/** Fitting a large grid into the window may go below what zooming does. */
const smallestFittedPx = 3;
const zoomStep = 1.25;

/** The gap between tiles: 2 px, less where tiles are so small that it would cover them. */
export function gapOf(tilePx: number): number {
  return tilePx >= 20 ? 2 : tilePx >= 8 ? 1 : 0;
}

/** Tiles whose longest side is `tilePx`; `aspect` is width over height. */
export function gridMetrics(page: { columns: number; rows: number }, tilePx: number, aspect: number): GridMetrics {
  const tile = aspect >= 1 ? { width: tilePx, height: Math.max(1, Math.round(tilePx / aspect)) } : { width: Math.max(1, Math.round(tilePx * aspect)), height: tilePx };
  return { tile, gap: gapOf(tilePx), columns: page.columns, rows: page.rows };
}

export function contentSize({ tile, gap, columns, rows }: GridMetrics): Size {
  return { width: columns * (tile.width + gap), height: rows * (tile.height + gap) };
}

/** Where a cell lies in the content. */
export function cellRectangle({ tile, gap }: GridMetrics, { column, row }: Place): Rectangle {
  return { x: column * (tile.width + gap), y: row * (tile.height + gap), ...tile };
}

/** The cell at a point of the content; undefined outside of the grid. A gap belongs to the tile before it. */
export function cellUnder({ tile, gap, columns, rows }: GridMetrics, { x, y }: Point): Place | undefined {
  const place = { column: Math.floor(x / (tile.width + gap)), row: Math.floor(y / (tile.height + gap)) };
  return place.column < 0 || place.row < 0 || place.column >= columns || place.row >= rows ? undefined : place;
}

/** From and to (not included) of the cells that a stretch of the content shows. */
export function visibleRange(scrollPx: number, viewportPx: number, pitchPx: number, count: number): { from: number; to: number } {
  const from = Math.min(count, Math.max(0, Math.floor(scrollPx / pitchPx)));
  return { from, to: Math.max(from, Math.min(count, Math.ceil((scrollPx + viewportPx) / pitchPx))) };
}

/** The scroll position nearest to the one now at which a stretch is shown whole. */
export function scrollToShow(scrollPx: number, viewportPx: number, fromPx: number, lengthPx: number): number {
  if (fromPx < scrollPx || lengthPx > viewportPx) return fromPx;
  return Math.max(scrollPx, fromPx + lengthPx - viewportPx);
}

/** The largest tile at which the whole page fits the window. */
export function fittingTilePx(page: { columns: number; rows: number }, viewport: Size, aspect: number): number {
  for (let tilePx = largestTilePx; tilePx > smallestFittedPx; tilePx -= 1) {
    const { width, height } = contentSize(gridMetrics(page, tilePx, aspect));
    if (width <= viewport.width && height <= viewport.height) return tilePx;
  }
  return smallestFittedPx;
}

/** One step of zooming in (1) or out (-1), or a part of one. */
export function zoomedTilePx(tilePx: number, steps: number): number {
  const zoomed = tilePx * zoomStep ** steps;
  const whole = steps > 0 ? Math.ceil(zoomed) : Math.floor(zoomed);
  const least = Math.min(smallestTilePx, steps > 0 ? whole : tilePx);
  return Math.min(largestTilePx, Math.max(least, whole));
}

/** Whether a tile lies in the window, if only in part. */
export function isSeen(tile: Rectangle, scroll: Point, viewport: Size): boolean {
  const [left, top] = [tile.x - scroll.x, tile.y - scroll.y];
  return left + tile.width > 0 && top + tile.height > 0 && left < viewport.width && top < viewport.height;
}

/** The point of the window that stays where it is when tiles are scaled: the middle of a tile that is seen, else of the window. */
export function pointKept(tile: Rectangle | undefined, scroll: Point, viewport: Size): Point {
  if (tile === undefined || !isSeen(tile, scroll, viewport)) return { x: viewport.width / 2, y: viewport.height / 2 };
  return { x: tile.x - scroll.x + tile.width / 2, y: tile.y - scroll.y + tile.height / 2 };
}

/** The scroll position that keeps what is under a point of the window there, after the content was scaled. */
export function scrollKeeping(scrollPx: number, pointPx: number, scale: number): number {
  return (scrollPx + pointPx) * scale - pointPx;
}
