import { cellCountOf } from './coordinates.js';
import { countDrawn } from './count-drawn.js';
import { openPlan } from './open-plan.js';
import { PlanError } from './plan-error.js';
import type { PlanSource } from './plan-source.js';

/** A plan in numbers. `skippedCount` is undefined where counting would mean building the plan, or a rule cannot be read. */
export interface PlanDescription {
  cellCount: number;
  skippedCount: number | undefined;
  axes: { id: string; name: string; count: number }[];
}

/** Says how large a plan is without building it: a million cells take milliseconds. */
export function describePlan(source: PlanSource): PlanDescription {
  return {
    cellCount: cellCountOf(source.axes.map((axis) => axis.values.length)),
    skippedCount: skippedCountOf(source),
    axes: source.axes.map(({ id, name, values }) => ({ id, name, count: values.length })),
  };
}

/** A rule that is still being typed leaves the count unknown; `checkPlan` says what is wrong with it. */
function skippedCountOf(source: PlanSource): number | undefined {
  try {
    const plan = openPlan(source);
    const drawn = countDrawn(plan);
    return drawn === undefined ? undefined : plan.cellCount - drawn;
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}
