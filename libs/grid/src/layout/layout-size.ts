import type { Axis } from '../axis/axis.js';
import type { GridLayout } from './grid-layout.js';

/** Columns and rows of one page (1 where no axis stands there), and how many values each further axis has. */
export interface LayoutSize {
  columns: number;
  rows: number;
  pages: { axisId: string; count: number }[];
}

/** How large the grid is in this layout. */
export function layoutSize(axes: readonly Axis[], layout: GridLayout): LayoutSize {
  const countOf = (id: string | undefined) => axes.find((axis) => axis.id === id)?.values.length ?? 1;
  return { columns: countOf(layout.x), rows: countOf(layout.y), pages: layout.pages.map((axisId) => ({ axisId, count: countOf(axisId) })) };
}
