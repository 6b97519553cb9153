import type { AxisValue } from '../axis/axis.js';
import { cellParameters } from './cell-parameters.js';
import { coordinatesOf } from './coordinates.js';
import { openPlan, skipReasonOf, type OpenPlan } from './open-plan.js';
import type { PlanSource } from './plan-source.js';
import type { PlannedCell } from './planned-cell.js';

/** The cell of this index, without building the plan. Throws RangeError where there is none, PlanError where `checkPlan` finds an error. */
export function cellAt(source: PlanSource, index: number): PlannedCell {
  return cellOf(openPlan(source), index);
}

/** The cells from `from` (0 when left out) up to but without `to` (all when left out), by index. Throws like `cellAt`. */
export function* planCells(source: PlanSource, range: { from?: number; to?: number } = {}): Generator<PlannedCell> {
  const plan = openPlan(source);
  const { from = 0, to = plan.cellCount } = range;
  for (let index = from; index < Math.min(to, plan.cellCount); index += 1) yield cellOf(plan, index);
}

function cellOf(plan: OpenPlan, index: number): PlannedCell {
  const coordinates = coordinatesOf(index, plan.sizes);
  const values = coordinates.map((coordinate, axis) => valueAt(plan.source, axis, coordinate));
  const skipReason = skipReasonOf(plan, values);
  return {
    index,
    coordinates,
    valueIds: values.map((value) => value.id),
    labels: values.map((value) => value.label),
    parameters: cellParameters(plan.source, values),
    isSkipped: skipReason !== undefined,
    ...(skipReason !== undefined && { skipReason }),
  };
}

function valueAt({ axes }: PlanSource, axis: number, coordinate: number): AxisValue {
  const value = axes[axis]?.values[coordinate];
  if (value === undefined) throw new RangeError(`Axis ${axis + 1} has no value ${coordinate}.`);
  return value;
}
