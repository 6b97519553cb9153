import type { Axis } from '../axis/axis.js';
import type { GridLayout } from './grid-layout.js';

/** The first axis runs along the columns, the second along the rows, every further one through the pages. */
export function defaultLayout(axes: readonly Axis[]): GridLayout {
  const [x, y, ...pages] = axes.map((axis) => axis.id);
  return { ...(x !== undefined && { x }), ...(y !== undefined && { y }), pages };
}
