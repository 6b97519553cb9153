import { fittingTilePx, gridMetrics, zoomedTilePx, type Size } from '../../services/grid-view/viewport';

/** How large tiles are: chosen by the page, the whole page in the window, a size in pixels, or steps from a size. */
export type Zoom = 'usual' | 'fit' | number | { by: number; from: number };

/** Below this nobody recognises a picture: at first a larger grid is scrolled rather than shrunk. */
const leastUsualPx = 64;
/** A grid that is scrolled one way fills the window the other way, up to this. */
const mostScrolledPx = 200;

/** The longest side of a tile; `topPx` says how much of the window the labels above take. */
export function tilePxFor(zoom: Zoom, page: { columns: number; rows: number }, window: Size, aspect: number, topPx: (pitchPx: number) => number): number {
  if (typeof zoom === 'number') return zoom;
  if (typeof zoom === 'object') return zoomedTilePx(zoom.from, zoom.by);
  const fitted = fittedTilePx(page, window, aspect, topPx);
  return zoom === 'fit' || fitted >= leastUsualPx ? fitted : scrolledTilePx(page, window, aspect);
}

function scrolledTilePx(page: { columns: number; rows: number }, window: Size, aspect: number): number {
  const byWidth = fittingTilePx({ ...page, rows: 1 }, window, aspect);
  const byHeight = fittingTilePx({ ...page, columns: 1 }, window, aspect);
  return Math.max(leastUsualPx, Math.min(mostScrolledPx, Math.max(byWidth, byHeight)));
}

/** Labels need more room above narrow columns, so the fit is sought again with the room that the first one leaves. */
function fittedTilePx(page: { columns: number; rows: number }, window: Size, aspect: number, topPx: (pitchPx: number) => number): number {
  const heightFor = (tilePx: number) => window.height - topPx(gridMetrics(page, tilePx, aspect).tile.width + gridMetrics(page, tilePx, aspect).gap);
  const first = fittingTilePx(page, { ...window, height: heightFor(window.width / page.columns) }, aspect);
  return fittingTilePx(page, { ...window, height: Math.min(heightFor(first), heightFor(window.width / page.columns)) }, aspect);
}
