import type { AxisRole } from '@gridscope/grid';
import type { GridView } from '../../services/grid-view/grid-view';

/** Where an axis stands in a view. */
export function roleOf(view: GridView, axisId: string): AxisRole {
  if (view.x === axisId) return 'x';
  return view.y === axisId ? 'y' : { page: view.pages.indexOf(axisId) };
}

/** A role in words: `columns`, `rows`, `scrubber`, `slider 2`. */
export function roleName(role: AxisRole): string {
  if (typeof role === 'string') return role === 'x' ? 'columns' : 'rows';
  return role.page === 0 ? 'scrubber' : `slider ${role.page + 1}`;
}

/** Every role that an axis could take: those there are, and one slider more for an axis that is none. */
export function possibleRoles(view: GridView, axisId: string): AxisRole[] {
  const sliders = view.pages.length + (view.pages.includes(axisId) ? 0 : 1);
  return ['x', 'y', ...Array.from({ length: sliders }, (_, page) => ({ page }))];
}

export function isSameRole(one: AxisRole, other: AxisRole): boolean {
  return typeof one === 'string' || typeof other === 'string' ? one === other : one.page === other.page;
}
