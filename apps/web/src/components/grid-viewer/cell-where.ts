import type { Axis } from '@gridscope/grid';
import type { GridView } from '../../services/grid-view/grid-view';
import type { PageShape, Place } from '../../services/grid-view/page-shape';

/** Axis and value of every axis at a place of the page: columns, rows, sliders. */
export function cellWhere(axes: readonly Axis[], view: GridView, shape: PageShape, place: Place): { axis: string; label: string }[] {
  const labelOf = (axis: Axis): string | undefined => {
    if (axis === shape.xAxis) return shape.columns[place.column]?.value?.label;
    return axis === shape.yAxis ? shape.rows[place.row]?.value?.label : axis.values.find((value) => value.id === view.at[axis.id])?.label;
  };
  return [view.x, view.y, ...view.pages].flatMap((axisId) => {
    const axis = axes.find((one) => one.id === axisId);
    return axis === undefined ? [] : [{ axis: axis.name, label: labelOf(axis) ?? '' }];
  });
}
