import type { Place } from '../../services/grid-view/page-shape';

export type FocusMove = 'left' | 'right' | 'up' | 'down' | 'row-start' | 'row-end' | 'first' | 'last' | 'page-up' | 'page-down';

/** Where the keyboard goes; at an edge it stays. The first move only shows where it is. */
export function moveFocus(focus: Place | undefined, move: FocusMove, page: { columns: number; rows: number; /** How many rows the window shows. */ windowRows: number }): Place {
  if (focus === undefined) return { column: 0, row: 0 };
  const last = { column: page.columns - 1, row: page.rows - 1 };
  const jump = Math.max(1, page.windowRows - 1);
  const to: Record<FocusMove, Place> = {
    left: { ...focus, column: focus.column - 1 },
    right: { ...focus, column: focus.column + 1 },
    up: { ...focus, row: focus.row - 1 },
    down: { ...focus, row: focus.row + 1 },
    'row-start': { ...focus, column: 0 },
    'row-end': { ...focus, column: last.column },
    first: { column: 0, row: 0 },
    last,
    'page-up': { ...focus, row: focus.row - jump },
    'page-down': { ...focus, row: focus.row + jump },
  };
  return { column: Math.min(last.column, Math.max(0, to[move].column)), row: Math.min(last.row, Math.max(0, to[move].row)) };
}
