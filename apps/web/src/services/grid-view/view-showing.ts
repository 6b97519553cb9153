import { coordinatesOf, type Axis } from '@gridscope/grid';
import type { GridView } from './grid-view';

/** The view turned to the page on which a cell of the plan is; what hides the cell is shown again. */
export function viewShowing(axes: readonly Axis[], view: GridView, index: number): GridView {
  const coordinates = coordinatesOf(index, axes.map((axis) => axis.values.length));
  const valueIds = new Map(axes.map((axis, place) => [axis.id, axis.values[coordinates[place] ?? 0]?.id ?? '']));
  const at = Object.fromEntries(view.pages.map((axisId) => [axisId, valueIds.get(axisId) ?? '']));
  const hidden = Object.entries(view.hidden).map(([axisId, values]): [string, string[]] => [axisId, values.filter((valueId) => valueId !== valueIds.get(axisId))]);
  return { ...view, at, hidden: Object.fromEntries(hidden.filter(([, values]) => values.length > 0)) };
}
