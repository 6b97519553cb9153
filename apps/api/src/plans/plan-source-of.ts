import type { PlanSource } from '@gridscope/grid';
import type { PlanKind } from '../database/entities/plan.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';

/** A grid has its axes; the base is the one cell of the starting values. */
export function sourceOf(kind: PlanKind, { resolved }: Pick<FrozenRevision, 'resolved'>): PlanSource {
  const { axes, base, texts, skip } = resolved;
  return kind === 'grid' ? { axes, base, texts, skip } : { axes: [], base, texts: {}, skip: [] };
}
