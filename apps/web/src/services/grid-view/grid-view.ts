import { cellIndexAt, defaultLayout, type Axis, type GridLayout } from '@gridscope/grid';

/** How a plan is looked at: which axis lies where, and which value every further axis stands at. By ids, so that it outlives added and moved values. */
export interface GridView {
  x?: string;
  y?: string;
  /** Further axes in order; the first is the scrubber. */
  pages: string[];
  /** Axis id → value id, for the further axes. */
  at: Record<string, string>;
}

/** The usual view, changed by what an address says; what the plan does not have is left out. */
export function readView(axes: readonly Axis[], query: Readonly<Record<string, unknown>>): GridView {
  const isThere = (axisId: unknown): axisId is string => axes.some((axis) => axis.id === axisId);
  const usual = defaultLayout([...axes]);
  const isGiven = 'x' in query || 'y' in query || 'z' in query;
  const x = isGiven ? (isThere(query.x) ? query.x : undefined) : usual.x;
  const y = isGiven ? (isThere(query.y) && query.y !== x ? query.y : undefined) : usual.y;
  const listed = typeof query.z === 'string' ? query.z.split(',').filter(isThere) : [];
  const rest = axes.map((axis) => axis.id).filter((axisId) => axisId !== x && axisId !== y);
  const pages = [...new Set([...listed.filter((axisId) => rest.includes(axisId)), ...rest])];
  return { x, y, pages, at: readPositions(axes, pages, query.at) };
}

/** What belongs into the address. */
export function writeView(view: GridView): Record<string, string> {
  const at = view.pages.map((axisId) => `${axisId}:${view.at[axisId]}`).join(',');
  return { x: view.x ?? '', y: view.y ?? '', ...(view.pages.length > 0 ? { z: view.pages.join(','), at } : {}) };
}

function readPositions(axes: readonly Axis[], pages: readonly string[], at: unknown): Record<string, string> {
  const given = new Map((typeof at === 'string' ? at.split(',') : []).map((pair) => [pair.slice(0, pair.lastIndexOf(':')), pair.slice(pair.lastIndexOf(':') + 1)]));
  const positions: Record<string, string> = {};
  for (const axisId of pages) {
    const values = axes.find((axis) => axis.id === axisId)?.values ?? [];
    const value = values.find((candidate) => candidate.id === given.get(axisId)) ?? values[0];
    if (value !== undefined) positions[axisId] = value.id;
  }
  return positions;
}

/** Puts an axis somewhere else; what was there takes its place. */
export function moveAxis(axes: readonly Axis[], view: GridView, axisId: string, to: 'x' | 'y' | 'page'): GridView {
  const from = view.x === axisId ? 'x' : view.y === axisId ? 'y' : 'page';
  if (from === to) return view;
  const displaced = to === 'page' ? undefined : view[to];
  const next: GridView = { ...view, pages: view.pages.filter((page) => page !== axisId) };
  if (from !== 'page') next[from] = displaced;
  if (to === 'page') next.pages = [axisId, ...next.pages];
  else {
    next[to] = axisId;
    if (from === 'page' && displaced !== undefined) next.pages = [displaced, ...next.pages];
  }
  return { ...next, at: readPositions(axes, next.pages, Object.entries(view.at).map((pair) => pair.join(':')).join(',')) };
}

/** Steps a further axis by `by` values, around the ends. */
export function stepPage(axes: readonly Axis[], view: GridView, axisId: string, by: number): GridView {
  const values = axes.find((axis) => axis.id === axisId)?.values ?? [];
  if (values.length === 0) return view;
  const position = values.findIndex((value) => value.id === view.at[axisId]);
  const value = values[(((position + by) % values.length) + values.length) % values.length];
  return value === undefined ? view : { ...view, at: { ...view.at, [axisId]: value.id } };
}

export function layoutOf(view: GridView): GridLayout {
  return { x: view.x, y: view.y, pages: view.pages };
}

/** Axis id → position of the value it stands at, for the further axes. */
export function pagePositions(axes: readonly Axis[], view: GridView): Record<string, number> {
  return Object.fromEntries(view.pages.map((axisId) => [axisId, Math.max(0, axes.find((axis) => axis.id === axisId)?.values.findIndex((value) => value.id === view.at[axisId]) ?? 0)]));
}

/** Index of the cell at a column and row of the page that is shown. */
export function indexAt(axes: readonly Axis[], view: GridView, place: { column: number; row: number }): number {
  return cellIndexAt([...axes], layoutOf(view), { ...place, page: pagePositions(axes, view) });
}
