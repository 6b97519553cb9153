import type { Place } from '../../services/grid-view/page-shape';

export interface Range { from: number; to: number }

const mostElements = 600;

/** Which cells get an element of their own: all that the window shows, or only the row with the keyboard where those are too many; always the cell with the keyboard. */
export function cellPlaces(columns: Range, rows: Range, focus: Place | undefined): Place[] {
  const count = (columns.to - columns.from) * (rows.to - rows.from);
  const shown = count <= mostElements ? rows : rowOf(focus, rows);
  const places: Place[] = [];
  for (let row = shown.from; row < shown.to; row += 1) for (let column = columns.from; column < columns.to; column += 1) places.push({ column, row });
  if (focus !== undefined && !places.some(({ column, row }) => column === focus.column && row === focus.row)) places.push(focus);
  return places;
}

function rowOf(focus: Place | undefined, rows: Range): Range {
  const row = focus?.row ?? rows.from;
  return { from: row, to: Math.min(row + 1, Math.max(rows.to, row + 1)) };
}
