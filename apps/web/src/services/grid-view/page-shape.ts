import type { Axis, AxisValue } from '@gridscope/grid';
import { shownPositions, type GridView } from './grid-view';

/** A value of the column or row axis that is shown. */
export interface ShownValue {
  /** Place among all values of its axis. */
  position: number;
  /** Absent where no axis lies there. */
  value?: AxisValue;
}

export interface Place { column: number; row: number }

/** The page that a view shows: its columns and rows without what is hidden, and which cell is where. */
export interface PageShape {
  columns: ShownValue[];
  rows: ShownValue[];
  xAxis?: Axis;
  yAxis?: Axis;
  /** Columns of the whole page with what is hidden, as the atlas counts them. */
  allColumns: number;
  allRows: number;
  /** Index in the plan of the cell at a shown column and row. */
  indexAt(place: Place): number;
  /** Place of a cell of the plan; undefined where it is hidden or on another page. */
  placeOf(index: number): Place | undefined;
  /** Row-major place in the atlas. */
  atlasPlaceAt(place: Place): number;
}

/** Works out the page. Cell i is at [i % X, floor(i / X) % Y, …] of the plan's axes in their order. */
export function pageShape(axes: readonly Axis[], view: GridView): PageShape {
  const strides = stridesOf(axes);
  const xAxis = axes.find((axis) => axis.id === view.x);
  const yAxis = axes.find((axis) => axis.id === view.y);
  const columns = shownValues(xAxis, view);
  const rows = shownValues(yAxis, view);
  const strideX = xAxis === undefined ? 0 : (strides.get(xAxis.id) ?? 0);
  const strideY = yAxis === undefined ? 0 : (strides.get(yAxis.id) ?? 0);
  const base = baseIndex(axes, view, strides);
  const allColumns = xAxis?.values.length ?? 1;
  const positionAt = ({ column, row }: Place) => ({ x: columns[column]?.position ?? 0, y: rows[row]?.position ?? 0 });
  const positionOn = (axis: Axis | undefined, stride: number, index: number) => (axis === undefined ? 0 : Math.floor(index / stride) % axis.values.length);
  return {
    columns, rows, allColumns, allRows: yAxis?.values.length ?? 1,
    ...(xAxis !== undefined && { xAxis }), ...(yAxis !== undefined && { yAxis }),
    indexAt: (place) => base + positionAt(place).x * strideX + positionAt(place).y * strideY,
    atlasPlaceAt: (place) => positionAt(place).y * allColumns + positionAt(place).x,
    placeOf: (index) => {
      const x = positionOn(xAxis, strideX, index);
      const y = positionOn(yAxis, strideY, index);
      if (index !== base + x * strideX + y * strideY) return undefined;
      const place = { column: columns.findIndex(({ position }) => position === x), row: rows.findIndex(({ position }) => position === y) };
      return place.column < 0 || place.row < 0 ? undefined : place;
    },
  };
}

/** How far apart in the plan two neighbours along each axis are. */
export function stridesOf(axes: readonly Axis[]): Map<string, number> {
  let stride = 1;
  return new Map(axes.map((axis) => {
    const own = stride;
    stride *= axis.values.length;
    return [axis.id, own];
  }));
}

function baseIndex(axes: readonly Axis[], view: GridView, strides: ReadonlyMap<string, number>): number {
  return view.pages.reduce((index, axisId) => {
    const position = axes.find((axis) => axis.id === axisId)?.values.findIndex((value) => value.id === view.at[axisId]) ?? 0;
    return index + Math.max(0, position) * (strides.get(axisId) ?? 0);
  }, 0);
}

function shownValues(axis: Axis | undefined, view: GridView): ShownValue[] {
  if (axis === undefined) return [{ position: 0 }];
  return shownPositions(axis, view).map((position) => ({ position, value: axis.values[position] }));
}
