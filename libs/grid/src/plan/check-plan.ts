import type { Problem } from '../axis/parsed.js';
import type { PlanSource } from './plan-source.js';

export function checkPlan(source: PlanSource): Problem[] {
  throw new Error(`not built yet: ${source.axes.length}`);
}
