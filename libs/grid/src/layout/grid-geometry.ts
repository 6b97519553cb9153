import { wrapLabel, type MeasureText } from './wrap-label.js';

/** A rectangle in whole pixels from the top left corner of the picture. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Wrapped text in its rectangle: the lines together are centred in height, each is aligned in width. */
export interface TextBlock extends Rectangle {
  lines: string[];
  lineHeightPx: number;
  align: 'left' | 'center' | 'right';
}

export interface GridGeometryInput {
  columns: number;
  rows: number;
  tileWidthPx: number;
  tileHeightPx: number;
  gapPx: number;
  /** One for each column, or none at all. */
  columnLabels: string[];
  /** One for each row, or none at all. */
  rowLabels: string[];
  title?: string;
  xName?: string;
  yName?: string;
  measure: MeasureText;
  /** Size of the font that `measure` measures. */
  fontPx: number;
}

export interface GridGeometry {
  widthPx: number;
  heightPx: number;
  title?: TextBlock;
  xName?: TextBlock;
  yName?: TextBlock;
  columnLabels: TextBlock[];
  rowLabels: TextBlock[];
  /** All tiles together; a pitch is the way from one tile to the next. */
  tiles: Rectangle & { columns: number; rows: number; tileWidthPx: number; tileHeightPx: number; columnPitchPx: number; rowPitchPx: number };
}

/** Where everything of one page of a grid stands: title, then the name of X, then the labels of the columns; the name of Y above the labels of the rows, on the left. No text is clipped: what is too long wraps, and makes its band higher. */
export function gridGeometry(input: GridGeometryInput): GridGeometry {
  const { columns, rows, tileWidthPx, tileHeightPx, gapPx } = input;
  const rowBand = rowLabelBand(input);
  const columnPitchPx = tileWidthPx + gapPx;
  const rowPitchPx = Math.max(tileHeightPx, rowBand.tallestPx) + gapPx;
  const tilesX = gapPx + rowBand.widthPx;
  const tilesWidth = spanOf(columns, columnPitchPx, gapPx);
  const minWidthPx = input.title === undefined ? 0 : 20 * input.fontPx;
  const widthPx = Math.max(tilesX + tilesWidth + gapPx, minWidthPx);
  const title = textBlock(input.title, { x: gapPx, y: gapPx, width: widthPx - 2 * gapPx, align: 'left' }, input);
  const headY = bottomOf(title, gapPx);
  const xName = textBlock(input.xName, { x: tilesX, y: headY, width: tilesWidth, align: 'center' }, input);
  const labelsY = bottomOf(xName, headY);
  const columnLabels = alike(input.columnLabels.map((label, column) => blockOf(label, { x: tilesX + column * columnPitchPx, y: labelsY, width: tileWidthPx, align: 'center' }, input)));
  const yName = textBlock(input.yName, { x: gapPx, y: labelsY, width: Math.max(rowBand.widthPx - labelGapOf(input), 0), align: 'right' }, input);
  const tilesY = Math.max(bottomOf(columnLabels[0], labelsY), bottomOf(yName, labelsY));
  const rowLabels = input.rowLabels.map((label, row) => ({ ...blockOf(label, { x: gapPx, y: tilesY + row * rowPitchPx, width: rowBand.widthPx - labelGapOf(input), align: 'right' }, input), height: tileHeightPx >= rowBand.tallestPx ? tileHeightPx : rowBand.tallestPx }));
  const tilesHeight = spanOf(rows, rowPitchPx, gapPx);
  return {
    widthPx,
    heightPx: tilesY + tilesHeight + gapPx,
    ...(title && { title }),
    ...(xName && { xName }),
    ...(yName && { yName }),
    columnLabels,
    rowLabels,
    tiles: { x: tilesX, y: tilesY, width: tilesWidth, height: tilesHeight, columns, rows, tileWidthPx, tileHeightPx, columnPitchPx, rowPitchPx },
  };
}

/** The rectangle of one tile. Throws RangeError where there is none. */
export function tileRectangle({ tiles }: GridGeometry, column: number, row: number): Rectangle {
  if (column < 0 || column >= tiles.columns || row < 0 || row >= tiles.rows) throw new RangeError(`There is no tile at column ${column}, row ${row} of ${tiles.columns} × ${tiles.rows}.`);
  return { x: tiles.x + column * tiles.columnPitchPx, y: tiles.y + row * tiles.rowPitchPx, width: tiles.tileWidthPx, height: tiles.tileHeightPx };
}

const lineHeight = 1.3;
/** Row labels are as wide as they need up to this many font sizes; taller than a tile they may be wider, up to the second figure. */
const rowLabelWidths = { usual: 16, most: 60 };

interface RowBand {
  /** With the gap to the tiles; 0 without labels. */
  widthPx: number;
  tallestPx: number;
}

function rowLabelBand(input: GridGeometryInput): RowBand {
  const { rowLabels, yName, tileHeightPx, fontPx, measure } = input;
  const texts = yName === undefined ? rowLabels : [...rowLabels, yName];
  if (texts.length === 0) return { widthPx: 0, tallestPx: 0 };
  const tallestAt = (widthPx: number) => rowLabels.reduce((tallest, label) => Math.max(tallest, wrapLabel(label, widthPx, measure).length), 0) * lineHeightOf(fontPx);
  let limitPx = rowLabelWidths.usual * fontPx;
  while (tallestAt(limitPx) > tileHeightPx && limitPx < rowLabelWidths.most * fontPx) limitPx = Math.min(limitPx * 1.5, rowLabelWidths.most * fontPx);
  const lines = texts.flatMap((text) => wrapLabel(text, limitPx, measure));
  const widestPx = Math.ceil(lines.reduce((widest, line) => Math.max(widest, measure(line)), 0));
  return { widthPx: widestPx + labelGapOf(input), tallestPx: tallestAt(widestPx) };
}

/** Between a row's label and its first tile: half a letter, so that they do not touch. */
function labelGapOf({ fontPx, gapPx }: GridGeometryInput): number {
  return Math.max(gapPx, Math.ceil(fontPx / 2));
}

function lineHeightOf(fontPx: number): number {
  return Math.ceil(fontPx * lineHeight);
}

function spanOf(count: number, pitchPx: number, gapPx: number): number {
  return Math.max(0, count * pitchPx - gapPx);
}

type Slot = Pick<TextBlock, 'x' | 'y' | 'width' | 'align'>;

function textBlock(text: string | undefined, slot: Slot, input: GridGeometryInput): TextBlock | undefined {
  return text === undefined || text === '' ? undefined : blockOf(text, slot, input);
}

/** A block as high as its lines and half a line for breath. */
function blockOf(text: string, slot: Slot, { measure, fontPx }: GridGeometryInput): TextBlock {
  const lines = wrapLabel(text, slot.width, measure);
  const lineHeightPx = lineHeightOf(fontPx);
  return { ...slot, lines, lineHeightPx, height: lines.length * lineHeightPx + Math.ceil(lineHeightPx / 2) };
}

/** Labels beside each other are as high as the highest. */
function alike(blocks: readonly TextBlock[]): TextBlock[] {
  const height = blocks.reduce((highest, block) => Math.max(highest, block.height), 0);
  return blocks.map((block) => ({ ...block, height }));
}

function bottomOf(block: TextBlock | undefined, otherwise: number): number {
  return block === undefined ? otherwise : block.y + block.height;
}
