import { defaultLayout, moveAxis as moveInLayout, type Axis, type AxisRole, type GridLayout } from '@gridscope/grid';

/** How a plan is looked at: which axis lies where, which value every further axis stands at, what is hidden. By ids, so that it outlives added and moved values. */
export interface GridView {
  x?: string | undefined;
  y?: string | undefined;
  /** Further axes in order; the first is the scrubber. */
  pages: string[];
  /** Axis id → value id, for the further axes. */
  at: Record<string, string>;
  /** Axis id → ids of values that are not shown, for axes that hide some. */
  hidden: Record<string, string[]>;
}

export type ViewQuery = Readonly<Record<string, unknown>>;

/** The usual view, changed by what an address says; what the plan does not have is left out. */
export function readView(axes: readonly Axis[], query: ViewQuery): GridView {
  const isThere = (axisId: unknown): axisId is string => axes.some((axis) => axis.id === axisId);
  const isGiven = 'x' in query || 'y' in query || 'z' in query;
  const usual = defaultLayout(axes);
  const x = isGiven ? (isThere(query.x) ? query.x : undefined) : usual.x;
  const y = isGiven ? (isThere(query.y) && query.y !== x ? query.y : undefined) : usual.y;
  const rest = axes.map((axis) => axis.id).filter((axisId) => axisId !== x && axisId !== y);
  const listed = splitText(query.z, ',').filter((axisId) => rest.includes(axisId));
  const hidden = readHidden(axes, query.hide);
  const pages = [...new Set([...listed, ...rest])];
  return { x, y, pages, at: positionsOf(axes, pages, hidden, new Map(splitText(query.at, ',').map(splitPair))), hidden };
}

/** What belongs into the address. */
export function writeView(view: GridView): Record<string, string> {
  const at = view.pages.map((axisId) => `${axisId}:${view.at[axisId] ?? ''}`).join(',');
  const hide = Object.entries(view.hidden).map(([axisId, values]) => `${axisId}:${values.join('.')}`).join(',');
  return { x: view.x ?? '', y: view.y ?? '', ...(view.pages.length > 0 && { z: view.pages.join(','), at }), ...(hide !== '' && { hide }) };
}

export function layoutOf(view: GridView): GridLayout {
  return { ...(view.x !== undefined && { x: view.x }), ...(view.y !== undefined && { y: view.y }), pages: view.pages };
}

/** The view with an axis in another role; what stood there takes the place that becomes free. */
export function moveAxis(axes: readonly Axis[], view: GridView, axisId: string, role: AxisRole): GridView {
  const layout = moveInLayout(layoutOf(view), axisId, role);
  return { ...view, x: layout.x, y: layout.y, pages: layout.pages, at: positionsOf(axes, layout.pages, view.hidden, new Map(Object.entries(view.at))) };
}

/** An axis with the positions of the values that are shown. */
export function shownPositions(axis: Axis, view: Pick<GridView, 'hidden'>): number[] {
  const hidden = new Set(view.hidden[axis.id] ?? []);
  return axis.values.map((_, position) => position).filter((position) => !hidden.has(axis.values[position]?.id ?? ''));
}

/** Hides a value, or shows it again; the last value that is shown stays. */
export function toggleValue(axes: readonly Axis[], view: GridView, axisId: string, valueId: string): GridView {
  const axis = axes.find((one) => one.id === axisId);
  if (axis === undefined) return view;
  const before = view.hidden[axisId] ?? [];
  const after = before.includes(valueId) ? before.filter((one) => one !== valueId) : [...before, valueId];
  return after.length >= axis.values.length ? view : withHidden(axes, view, { ...view.hidden, [axisId]: after });
}

/** Shows every value of an axis, or of all axes, again. */
export function showAll(axes: readonly Axis[], view: GridView, axisId?: string): GridView {
  return withHidden(axes, view, axisId === undefined ? {} : { ...view.hidden, [axisId]: [] });
}

/** Steps a further axis by `by` shown values, around the ends. */
export function stepPage(axes: readonly Axis[], view: GridView, axisId: string, by: number): GridView {
  const axis = axes.find((one) => one.id === axisId);
  if (axis === undefined) return view;
  const shown = shownPositions(axis, view);
  const place = shown.findIndex((position) => axis.values[position]?.id === view.at[axisId]);
  const next = axis.values[shown[(((place + by) % shown.length) + shown.length) % shown.length] ?? -1];
  return next === undefined ? view : goTo(view, axisId, next.id);
}

/** Stands a further axis at a value. */
export function goTo(view: GridView, axisId: string, valueId: string): GridView {
  return { ...view, at: { ...view.at, [axisId]: valueId } };
}

function withHidden(axes: readonly Axis[], view: GridView, hidden: Record<string, string[]>): GridView {
  const kept = Object.fromEntries(Object.entries(hidden).filter(([, values]) => values.length > 0));
  return { ...view, hidden: kept, at: positionsOf(axes, view.pages, kept, new Map(Object.entries(view.at))) };
}

/** Where each further axis stands: the wished value if it is shown, else the first that is. */
function positionsOf(axes: readonly Axis[], pages: readonly string[], hidden: GridView['hidden'], wished: ReadonlyMap<string, string>): Record<string, string> {
  const positions: Record<string, string> = {};
  for (const axisId of pages) {
    const values = (axes.find((axis) => axis.id === axisId)?.values ?? []).filter((value) => !(hidden[axisId] ?? []).includes(value.id));
    const value = values.find((candidate) => candidate.id === wished.get(axisId)) ?? values[0];
    if (value !== undefined) positions[axisId] = value.id;
  }
  return positions;
}

function readHidden(axes: readonly Axis[], text: unknown): GridView['hidden'] {
  const hidden: GridView['hidden'] = {};
  for (const [axisId, listed] of splitText(text, ',').map(splitPair)) {
    const known = axes.find((axis) => axis.id === axisId)?.values.map((value) => value.id) ?? [];
    const values = listed.split('.').filter((valueId) => known.includes(valueId));
    if (values.length > 0 && values.length < known.length) hidden[axisId] = values;
  }
  return hidden;
}

function splitText(text: unknown, separator: string): string[] {
  return typeof text === 'string' && text !== '' ? text.split(separator) : [];
}

/** Axis id and what belongs to it; an axis id may have colons, a value id has none. */
function splitPair(pair: string): [string, string] {
  return [pair.slice(0, Math.max(0, pair.lastIndexOf(':'))), pair.slice(pair.lastIndexOf(':') + 1)];
}
