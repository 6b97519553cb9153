import type { CellView } from '@gridscope/contract';
import type { Atlas } from '../../services/grid-view/atlas-cache';
import type { PageShape, Place } from '../../services/grid-view/page-shape';
import { atlasRectangle, fitInside } from '../../services/grid-view/picture-rectangles';
import { thumbnailPxFor, type ThumbnailPx } from '../../services/grid-view/thumbnail-cache';
import { cellRectangle, visibleRange, type GridMetrics, type Point, type Rectangle, type Size } from '../../services/grid-view/viewport';
import type { BackdropColours } from './backdrop-colours';
import { paintClock, paintMarks, paintState } from './paint-state';

/** Everything that one frame of the grid shows. */
export interface GridScene {
  viewport: Size;
  scroll: Point;
  devicePixelRatio: number;
  metrics: GridMetrics;
  shape: PageShape;
  atlas: Atlas<ImageBitmap> | undefined;
  /** No better atlas is on its way. */
  isSettled: boolean;
  /** The page in one piece, where its tiles are many and small. */
  sheet: OffscreenCanvas | undefined;
  colours: BackdropColours;
  /** Place of the cell with the keyboard. */
  focus: Place | undefined;
  cellAt: (index: number) => CellView | undefined;
  /** A thumbnail if it is there, else it is asked for. */
  thumbnail: (image: string, sizePx: ThumbnailPx) => ImageBitmap | undefined;
  preview: (index: number) => HTMLImageElement | undefined;
  /** 0 to 1; newer than the cell's own. */
  progress: (index: number) => number | undefined;
  isPinned: (index: number) => boolean;
}

/** An atlas tile stretched further than this is replaced by the picture's own thumbnail as soon as that is there. */
const furthestStretch = 1.3;
const shrunkFrom = 1.4;

/** Draws what the window shows of a page. */
export function paintGrid(context: CanvasRenderingContext2D, scene: GridScene): void {
  const { viewport, scroll, devicePixelRatio, metrics, colours, shape } = scene;
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.imageSmoothingQuality = smoothingOf(scene);
  context.fillStyle = colours.backdrop;
  context.fillRect(0, 0, viewport.width, viewport.height);
  const columns = visibleRange(scroll.x, viewport.width, metrics.tile.width + metrics.gap, metrics.columns);
  const rows = visibleRange(scroll.y, viewport.height, metrics.tile.height + metrics.gap, metrics.rows);
  if (scene.sheet !== undefined) paintSheet(context, scene, scene.sheet);
  for (let row = rows.from; row < rows.to; row += 1) {
    for (let column = columns.from; column < columns.to; column += 1) {
      const place = { column, row };
      const index = shape.indexAt(place);
      if (scene.sheet === undefined || !isInAtlas(scene, place, index)) paintCell(context, scene, place, index, onScreen(scene, place));
    }
  }
  if (scene.focus !== undefined) paintFocus(context, onScreen(scene, scene.focus), metrics.gap, colours);
}

/** Smoothing well takes more than twice as long and shows only where pictures are shrunk. */
function smoothingOf({ atlas, metrics: { tile }, devicePixelRatio }: GridScene): 'low' | 'medium' {
  return (atlas?.page.tilePx ?? 0) > shrunkFrom * Math.max(tile.width, tile.height) * devicePixelRatio ? 'medium' : 'low';
}

function paintSheet(context: CanvasRenderingContext2D, { scroll, devicePixelRatio, viewport }: GridScene, sheet: OffscreenCanvas): void {
  const whole = (px: number) => Math.round(px * devicePixelRatio);
  const [x, y] = [whole(scroll.x), whole(scroll.y)];
  const [width, height] = [Math.min(sheet.width - x, whole(viewport.width)), Math.min(sheet.height - y, whole(viewport.height))];
  if (width > 0 && height > 0) context.drawImage(sheet, x, y, width, height, 0, 0, width / devicePixelRatio, height / devicePixelRatio);
}

/** Whether the atlas shows what the cell has now. */
function isInAtlas({ cellAt, atlas, shape }: GridScene, place: Place, index: number): boolean {
  const cell = cellAt(index);
  const drawn = atlas?.page.images[shape.atlasPlaceAt(place)] ?? undefined;
  if (drawn === undefined) return false;
  return cell === undefined || (cell.state === 'done' && cell.lead?.image === drawn);
}

/** Whole device pixels, so that no tile is blurred by lying between them. */
function onScreen({ metrics, scroll, devicePixelRatio }: GridScene, place: Place): Rectangle {
  const tile = cellRectangle(metrics, place);
  const whole = (px: number) => Math.round(px * devicePixelRatio) / devicePixelRatio;
  return { ...tile, x: whole(tile.x - scroll.x), y: whole(tile.y - scroll.y) };
}

function paintCell(context: CanvasRenderingContext2D, scene: GridScene, place: Place, index: number, tile: Rectangle): void {
  const cell = scene.cellAt(index);
  if (cell?.state === 'running') return paintRunning(context, scene, index, scene.progress(index) ?? cell.progress, tile);
  const isPicture = (cell === undefined || (cell.state === 'done' && cell.lead !== undefined)) && paintPicture(context, scene, place, cell, tile);
  if (!isPicture) paintState(context, cell, tile, scene.colours);
  const marks = `${cell?.state === 'done' && cell.origin === 'reused' ? '↺' : ''}${cell?.isStarred === true ? '★' : ''}${scene.isPinned(index) ? '⌖' : ''}`;
  paintMarks(context, marks, tile);
}

function paintRunning(context: CanvasRenderingContext2D, scene: GridScene, index: number, progress: number, tile: Rectangle): void {
  const preview = scene.preview(index);
  if (preview === undefined || preview.naturalWidth === 0) {
    context.fillStyle = scene.colours.tile;
    context.fillRect(tile.x, tile.y, tile.width, tile.height);
    return paintClock(context, progress, tile, scene.colours);
  }
  const target = fitInside(preview.naturalWidth / preview.naturalHeight, tile);
  context.drawImage(preview, target.x, target.y, target.width, target.height);
  paintClock(context, progress, tile, scene.colours, 'corner');
}

/** Draws the sharpest of what is there: own thumbnail, atlas tile. Gives whether there was anything. */
function paintPicture(context: CanvasRenderingContext2D, scene: GridScene, place: Place, cell: CellView | undefined, tile: Rectangle): boolean {
  const lead = cell?.state === 'done' ? cell.lead : undefined;
  const atlasPlace = scene.shape.atlasPlaceAt(place);
  const drawn = scene.atlas?.page.images[atlasPlace] ?? undefined;
  const bitmap = drawn !== undefined && (lead === undefined || lead.image === drawn) ? scene.atlas?.bitmap : undefined;
  const devicePx = Math.max(tile.width, tile.height) * scene.devicePixelRatio;
  const isSharp = bitmap !== undefined && devicePx <= (scene.atlas?.page.tilePx ?? 0) * furthestStretch;
  const own = isSharp || lead === undefined || !scene.isSettled ? undefined : scene.thumbnail(lead.image, thumbnailPxFor(devicePx));
  if (own !== undefined) drawFitted(context, own, { x: 0, y: 0, width: own.width, height: own.height }, tile);
  else if (bitmap !== undefined && scene.atlas !== undefined) {
    const size = lead === undefined ? undefined : { width: lead.widthPx, height: lead.heightPx };
    drawFitted(context, bitmap, atlasRectangle(atlasPlace, scene.atlas.page.columns, scene.atlas.page.tilePx, size), tile);
  } else return false;
  return true;
}

function drawFitted(context: CanvasRenderingContext2D, bitmap: ImageBitmap, source: Rectangle, tile: Rectangle): void {
  const target = fitInside(source.width / source.height, tile);
  context.drawImage(bitmap, source.x, source.y, source.width, source.height, target.x, target.y, target.width, target.height);
}

/** A ring in the gap around the tile; at the edges of the window, where there is none, over the picture. */
function paintFocus(context: CanvasRenderingContext2D, tile: Rectangle, gap: number, colours: BackdropColours): void {
  const width = Math.max(2, gap);
  const ring = (from: number, length: number) => ({ from: (from === 0 ? 0 : from - width) + width / 2, to: from + length + width / 2 });
  const [x, y] = [ring(tile.x, tile.width), ring(tile.y, tile.height)];
  context.strokeStyle = colours.accent;
  context.lineWidth = width;
  context.strokeRect(x.from, y.from, x.to - x.from, y.to - y.from);
}
