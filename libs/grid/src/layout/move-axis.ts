import type { GridLayout } from './grid-layout.js';

/** Where an axis can stand: column, row, or the pages from the scrubber (0) on. */
export type AxisRole = 'x' | 'y' | { page: number };

/** The layout with this axis in that role; the axis that stood there takes the place that becomes free. Throws RangeError for a page that is not there. */
export function moveAxis(layout: GridLayout, axisId: string, role: AxisRole): GridLayout {
  const from = roleOf(layout, axisId);
  const displaced = axisIn(layout, role);
  const vacated = from === undefined ? layout : put(layout, from, displaced);
  const moved = put(vacated, role, axisId);
  return from === undefined && displaced !== undefined ? { ...moved, pages: [...moved.pages, displaced] } : withoutHoles(moved);
}

function roleOf(layout: GridLayout, axisId: string): AxisRole | undefined {
  if (layout.x === axisId) return 'x';
  if (layout.y === axisId) return 'y';
  const page = layout.pages.indexOf(axisId);
  return page === -1 ? undefined : { page };
}

function axisIn(layout: GridLayout, role: AxisRole): string | undefined {
  return typeof role === 'string' ? layout[role] : layout.pages[role.page];
}

/** A page without an axis is an empty name until the holes are taken out. */
function put(layout: GridLayout, role: AxisRole, axisId: string | undefined): GridLayout {
  if (typeof role !== 'string') {
    if (role.page < 0 || role.page > layout.pages.length) throw new RangeError(`There is no page axis ${role.page} among ${layout.pages.length}.`);
    const pages = [...layout.pages];
    pages[role.page] = axisId ?? '';
    return { ...layout, pages };
  }
  const { [role]: _, ...others } = layout;
  return axisId === undefined ? others : { ...others, [role]: axisId };
}

function withoutHoles(layout: GridLayout): GridLayout {
  return { ...layout, pages: layout.pages.filter((axisId) => axisId !== '') };
}
