import type { Atlas } from './atlas-cache';
import type { PageShape } from './page-shape';
import type { GridMetrics } from './viewport';

/** A whole page as it lies on the screen, gaps included: drawn in one go where single tiles would be thousands of calls. */
export interface PageSheet { canvas: OffscreenCanvas; key: string }

const mostTilePx = 40;
const leastTiles = 400;
const settleMs = 200;

/** Sheets of the pages that are there, made when nothing else is to do; a page without one is drawn tile by tile meanwhile. */
export class PageSheets {
  private readonly made = new WeakMap<ImageBitmap, PageSheet>();
  private readonly wanted = new Map<ImageBitmap, () => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly onArrival: () => void) {}

  get(atlas: Atlas<ImageBitmap> | undefined, metrics: GridMetrics, shape: PageShape, devicePixelRatio: number): OffscreenCanvas | undefined {
    const bitmap = atlas?.bitmap;
    if (bitmap === undefined || atlas === undefined || !isWorthIt(metrics, devicePixelRatio)) return undefined;
    const key = [metrics.tile.width, metrics.tile.height, metrics.gap, devicePixelRatio, ...shape.columns.map(({ position }) => position), '|', ...shape.rows.map(({ position }) => position)].join();
    const sheet = this.made.get(bitmap);
    if (sheet?.key === key) return sheet.canvas;
    this.wanted.set(bitmap, () => this.made.set(bitmap, { key, canvas: drawSheet(bitmap, atlas.page.tilePx, metrics, shape, devicePixelRatio) }));
    this.makeSoon();
    return undefined;
  }

  close(): void {
    clearTimeout(this.timer);
    this.wanted.clear();
  }

  /** One at a time, so that a key pressed meanwhile does not wait for all of them. */
  private makeSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const [next] = this.wanted;
      if (next === undefined) return;
      this.wanted.delete(next[0]);
      if (next[0].width > 0) next[1]();
      this.onArrival();
      if (this.wanted.size > 0) this.makeSoon();
    }, settleMs);
  }
}

function isWorthIt({ tile, columns, rows }: GridMetrics, devicePixelRatio: number): boolean {
  return Math.max(tile.width, tile.height) * devicePixelRatio <= mostTilePx && columns * rows >= leastTiles;
}

/** Narrows all tiles of a column at once, then all of a row: two calls a column and row instead of one a tile. */
function drawSheet(bitmap: ImageBitmap, tilePx: number, { tile, gap, columns, rows }: GridMetrics, shape: PageShape, devicePixelRatio: number): OffscreenCanvas {
  const pitch = { x: (tile.width + gap) * devicePixelRatio, y: (tile.height + gap) * devicePixelRatio };
  const size = { width: tile.width * devicePixelRatio, height: tile.height * devicePixelRatio };
  const longest = Math.max(tile.width, tile.height);
  const source = { width: (tilePx * tile.width) / longest, height: (tilePx * tile.height) / longest };
  const wide = Math.ceil(columns * pitch.x);
  const narrowed = contextOf(wide, bitmap.height);
  for (const [column, { position }] of shape.columns.entries()) {
    narrowed.drawImage(bitmap, position * tilePx + (tilePx - source.width) / 2, 0, source.width, bitmap.height, Math.round(column * pitch.x), 0, size.width, bitmap.height);
  }
  const sheet = contextOf(wide, Math.ceil(rows * pitch.y));
  for (const [row, { position }] of shape.rows.entries()) {
    sheet.drawImage(narrowed.canvas, 0, position * tilePx + (tilePx - source.height) / 2, wide, source.height, 0, Math.round(row * pitch.y), wide, size.height);
  }
  return sheet.canvas;
}

function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error(`This browser gives no canvas of ${width} × ${height} pixels.`);
  context.imageSmoothingQuality = 'high';
  return context;
}
