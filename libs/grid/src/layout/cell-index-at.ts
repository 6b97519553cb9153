import type { Axis } from '../axis/axis.js';
import { indexOf } from '../plan/coordinates.js';
import type { GridLayout, ViewPosition } from './grid-layout.js';

/** The index of the cell that the viewer shows at this place. An axis that stands nowhere counts as its first value. Throws RangeError outside of the grid. */
export function cellIndexAt(axes: readonly Axis[], layout: GridLayout, at: ViewPosition): number {
  const coordinates = axes.map(({ id }) => {
    if (id === layout.x) return at.column;
    return id === layout.y ? at.row : (at.page[id] ?? 0);
  });
  return indexOf(coordinates, axes.map((axis) => axis.values.length));
}
