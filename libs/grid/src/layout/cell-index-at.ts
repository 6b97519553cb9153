import type { Axis } from '../axis/axis.js';
import { coordinatesOf, indexOf } from '../plan/coordinates.js';
import type { GridLayout, ViewPosition } from './grid-layout.js';

/** The index of the cell that the viewer shows at this place. An axis that stands nowhere counts as its first value. Throws RangeError outside of the grid. */
export function cellIndexAt(axes: readonly Axis[], layout: GridLayout, at: ViewPosition): number {
  const coordinates = axes.map(({ id }) => {
    if (id === layout.x) return at.column;
    return id === layout.y ? at.row : (at.page[id] ?? 0);
  });
  return indexOf(coordinates, axes.map((axis) => axis.values.length));
}

/** Where the viewer shows a cell; the inverse of `cellIndexAt`. Throws RangeError where there is no such cell. */
export function viewPositionOf(axes: readonly Axis[], layout: GridLayout, index: number): ViewPosition {
  const coordinates = coordinatesOf(index, axes.map((axis) => axis.values.length));
  const position = (id: string | undefined) => coordinates[axes.findIndex((axis) => axis.id === id)] ?? 0;
  return { column: position(layout.x), row: position(layout.y), page: Object.fromEntries(layout.pages.map((id) => [id, position(id)])) };
}
