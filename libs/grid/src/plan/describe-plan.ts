import type { PlanSource } from './plan-source.js';

/** A plan in numbers. `skippedCount` is undefined where counting would mean building the plan. */
export interface PlanDescription {
  cellCount: number;
  skippedCount: number | undefined;
  axes: { id: string; name: string; count: number }[];
}

export function describePlan(source: PlanSource): PlanDescription {
  throw new Error(`not built yet: ${source.axes.length}`);
}
