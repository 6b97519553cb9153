import { type Axis, type GridLayout, cellIndexAt } from '@gridscope/grid';
import { RefusedError } from '../http/refused.error.js';

export interface PageRequest {
  x?: string;
  y?: string;
  /** `axis:value` pairs by ids, comma-separated. */
  at: string;
}

export interface Page {
  columns: number;
  rows: number;
  /** Row by row, the index of the cell at each place. */
  indexes: number[];
}

/** Which cells a page shows. An axis that is neither column nor row nor named stands at its first value. Throws RefusedError for ids that the plan does not have. */
export function pageOf(axes: readonly Axis[], request: PageRequest): Page {
  const columnAxis = axisOf(axes, request.x);
  const rowAxis = axisOf(axes, request.y);
  if (columnAxis !== undefined && columnAxis === rowAxis) throw new RefusedError('One axis cannot be both column and row.');
  const layout: GridLayout = { x: columnAxis?.id, y: rowAxis?.id, pages: axes.filter((axis) => axis !== columnAxis && axis !== rowAxis).map((axis) => axis.id) };
  const position = positions(axes, request.at);
  const columns = columnAxis?.values.length ?? 1;
  const rows = rowAxis?.values.length ?? 1;
  const indexes = Array.from({ length: columns * rows }, (_, place) => cellIndexAt(axes, layout, { column: place % columns, row: Math.floor(place / columns), page: position }));
  return { columns, rows, indexes };
}

function axisOf(axes: readonly Axis[], axisId: string | undefined): Axis | undefined {
  if (axisId === undefined) return undefined;
  const axis = axes.find((candidate) => candidate.id === axisId);
  if (axis === undefined) throw new RefusedError(`This plan has no axis "${axisId}". It has: ${axes.map((known) => known.id).join(', ')}.`);
  return axis;
}

function positions(axes: readonly Axis[], at: string): Record<string, number> {
  const found: Record<string, number> = {};
  for (const pair of at.split(',').filter((text) => text !== '')) {
    const colon = pair.lastIndexOf(':');
    const axis = axisOf(axes, pair.slice(0, Math.max(colon, 0)));
    const place = axis?.values.findIndex((value) => value.id === pair.slice(colon + 1)) ?? -1;
    if (axis === undefined || place < 0) throw new RefusedError(`"${pair}" names no value of this plan: it is written axis:value, by ids.`);
    found[axis.id] = place;
  }
  return found;
}
