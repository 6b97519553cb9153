import type { Axis } from '@gridscope/grid';
import { shownPositions, stepPage, type GridView } from './grid-view';
import { pageShape, type PageShape, type Place } from './page-shape';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'before' | 'after' | 'before-fourth' | 'after-fourth';

/** A cell beside another along one axis. */
export interface Neighbour {
  axis: Axis;
  /** The value it differs in. */
  label: string;
  view: GridView;
  place: Place;
  index: number;
}

/** The cells beside one along each axis that is shown, without going around the ends. */
export function neighboursOf(axes: readonly Axis[], view: GridView, shape: PageShape, place: Place): Partial<Record<Direction, Neighbour>> {
  const onPage = (axis: Axis | undefined, label: string | undefined, at: Place): Neighbour | undefined =>
    axis === undefined || label === undefined ? undefined : { axis, label, view, place: at, index: shape.indexAt(at) };
  const { column, row } = place;
  const found: Record<Direction, Neighbour | undefined> = {
    left: onPage(shape.xAxis, shape.columns[column - 1]?.value?.label, { column: column - 1, row }),
    right: onPage(shape.xAxis, shape.columns[column + 1]?.value?.label, { column: column + 1, row }),
    up: onPage(shape.yAxis, shape.rows[row - 1]?.value?.label, { column, row: row - 1 }),
    down: onPage(shape.yAxis, shape.rows[row + 1]?.value?.label, { column, row: row + 1 }),
    before: onSlider(axes, view, place, 0, -1),
    after: onSlider(axes, view, place, 0, 1),
    'before-fourth': onSlider(axes, view, place, 1, -1),
    'after-fourth': onSlider(axes, view, place, 1, 1),
  };
  return Object.fromEntries(Object.entries(found).filter(([, neighbour]) => neighbour !== undefined));
}

function onSlider(axes: readonly Axis[], view: GridView, place: Place, page: number, by: -1 | 1): Neighbour | undefined {
  const axis = axes.find((one) => one.id === view.pages[page]);
  if (axis === undefined) return undefined;
  const shown = shownPositions(axis, view);
  const value = axis.values[shown[shown.findIndex((position) => axis.values[position]?.id === view.at[axis.id]) + by] ?? -1];
  if (value === undefined) return undefined;
  const next = stepPage(axes, view, axis.id, by);
  return { axis, label: value.label, view: next, place, index: pageShape(axes, next).indexAt(place) };
}
