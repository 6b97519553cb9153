import type { MeasureText } from './wrap-label.js';

/** A rectangle in pixels from the top left corner of the picture. */
export interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Wrapped text and its rectangle; line i starts `i * lineHeightPx` below the top of the text, which is centred in height. */
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
  /** Where the tiles are, all together. */
  tiles: Rectangle & { columns: number; rows: number; tileWidthPx: number; tileHeightPx: number; gapPx: number };
}

export function gridGeometry(input: GridGeometryInput): GridGeometry {
  throw new Error(`not built yet: ${input.columns}`);
}

/** The rectangle of one tile. */
export function tileRectangle(geometry: GridGeometry, column: number, row: number): Rectangle {
  const { x, y, tileWidthPx, tileHeightPx, gapPx } = geometry.tiles;
  return { x: x + column * (tileWidthPx + gapPx), y: y + row * (tileHeightPx + gapPx), width: tileWidthPx, height: tileHeightPx };
}
