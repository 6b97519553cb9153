import { rm } from 'node:fs/promises';
import type { GridGeometry, Rectangle, TextBlock } from '@gridscope/grid';
import sharp from 'sharp';
import type { TileSize } from './fit-tile.js';
import type { LabelFont } from './label-font.js';

const paper = '#ffffff';
const ink = '#1a1a1a';
const pieceSidePx = 8_192;

export interface LabelledGrid {
  geometry: GridGeometry;
  fontPx: number;
  /** Row by row: a picture of exactly `cellSize` each, or null where there is none. */
  tiles: readonly (string | null)[];
}

/** Writes a grid with its title, axis names and labels as PNG. Tiles are streamed, so that memory does not grow with their number; the labels are outlines laid over the margins. */
export async function writeLabelledGrid(grid: LabelledGrid, font: LabelFont, target: string): Promise<void> {
  const geometry = framed(grid.geometry, Math.round(grid.fontPx));
  const { tiles } = geometry;
  const blank = `${target}.blank.png`;
  const { widthPx: width, heightPx: height } = cellSize(geometry);
  await sharp({ create: { width, height, channels: 3, background: '#e4e4e4' } }).png().toFile(blank);
  try {
    const margins = { left: tiles.x, top: tiles.y, right: geometry.widthPx - tiles.x - tiles.width, bottom: geometry.heightPx - tiles.y - tiles.height };
    await sharp(grid.tiles.map((tile) => tile ?? blank), { join: { across: tiles.columns, shim: tiles.columnPitchPx - tiles.tileWidthPx, background: paper }, limitInputPixels: false })
      .extend({ ...margins, background: paper })
      .composite(strips(geometry).map((strip) => ({ input: labelStrip(strip, geometry, grid.fontPx, font), left: strip.x, top: strip.y, limitInputPixels: false })))
      .removeAlpha()
      .toColourspace('srgb')
      .png({ compressionLevel: 6 })
      .toFile(target);
  } finally {
    await rm(blank, { force: true });
  }
}

/** The same with a margin of paper all around. */
function framed(geometry: GridGeometry, marginPx: number): GridGeometry {
  const shifted = <R extends Rectangle>(rectangle: R): R => ({ ...rectangle, x: rectangle.x + marginPx, y: rectangle.y + marginPx });
  return {
    widthPx: geometry.widthPx + 2 * marginPx,
    heightPx: geometry.heightPx + 2 * marginPx,
    title: geometry.title && shifted(geometry.title),
    xName: geometry.xName && shifted(geometry.xName),
    yName: geometry.yName && shifted(geometry.yName),
    columnLabels: geometry.columnLabels.map(shifted),
    rowLabels: geometry.rowLabels.map(shifted),
    tiles: shifted(geometry.tiles),
  };
}

/** What one picture takes up: its tile, and below it the room that a tall row label needs. */
export function cellSize({ tiles }: GridGeometry): TileSize {
  const gapPx = tiles.columnPitchPx - tiles.tileWidthPx;
  return { widthPx: tiles.tileWidthPx, heightPx: tiles.rowPitchPx - gapPx };
}

/** The margins that hold text, above the tiles and left of them, cut into pieces that the SVG renderer takes. */
function strips(geometry: GridGeometry): Rectangle[] {
  const above = { x: 0, y: 0, width: geometry.widthPx, height: geometry.tiles.y };
  const left = { x: 0, y: geometry.tiles.y, width: geometry.tiles.x, height: geometry.tiles.height };
  return [above, left].flatMap(pieces);
}

function pieces(strip: Rectangle): Rectangle[] {
  const cut: Rectangle[] = [];
  for (let y = 0; y < strip.height; y += pieceSidePx)
    for (let x = 0; x < strip.width; x += pieceSidePx)
      cut.push({ x: strip.x + x, y: strip.y + y, width: Math.min(pieceSidePx, strip.width - x), height: Math.min(pieceSidePx, strip.height - y) });
  return cut;
}

function labelStrip(strip: Rectangle, geometry: GridGeometry, fontPx: number, font: LabelFont): Buffer {
  const paths = blocksOf(geometry)
    .filter((block) => touches(block, strip))
    .map((block) => blockPath(block, strip, fontPx, font))
    .join('');
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${strip.width}" height="${strip.height}"><rect width="100%" height="100%" fill="${paper}"/><path fill="${ink}" d="${paths}"/></svg>`);
}

function touches(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function blocksOf(geometry: GridGeometry): TextBlock[] {
  return [geometry.title, geometry.xName, geometry.yName, ...geometry.columnLabels, ...geometry.rowLabels].filter((block) => block !== undefined);
}

function blockPath(block: TextBlock, strip: Rectangle, fontPx: number, font: LabelFont): string {
  const top = block.y - strip.y + (block.height - block.lines.length * block.lineHeightPx) / 2;
  return block.lines
    .map((line, index) => {
      const spare = block.width - font.measure(line, fontPx);
      const indent = block.align === 'left' ? 0 : block.align === 'right' ? spare : spare / 2;
      const baseline = top + index * block.lineHeightPx + (block.lineHeightPx + fontPx * 0.7) / 2;
      return font.pathOf(line, block.x - strip.x + indent, baseline, fontPx);
    })
    .join('');
}
