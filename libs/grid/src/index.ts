export type { IntText, Scalar } from './axis/scalar.js';
export type { Parsed, Place, Problem, Warning } from './axis/parsed.js';
export type { ChoiceKind, FloatKind, InputKind, IntKind } from './axis/input-kind.js';
export type { InputPath, Operation } from './axis/operation.js';
export type { Axis, AxisKind, AxisValue } from './axis/axis.js';
export type {
  AppendAxisDraft, AxisDraft, ImagesAxisDraft, InputAxisDraft, ReplaceAxisDraft, ValueDraft, ValuesAxisDraft,
} from './axis/axis-draft.js';
export type { InputResolver } from './axis/input-resolver.js';
export type { AxisContext, TypedValue } from './axis/typed-value.js';
export { parseAxisValues } from './axis/parse-axis-values.js';
export { nearestNames } from './axis/nearest-names.js';
export { valueId } from './axis/value-id.js';
export { resolveSet } from './axis/resolve-set.js';
export { resolveAxes } from './axis/resolve-axes.js';

export type { PlanSource } from './plan/plan-source.js';
export type { Parameters, PlannedCell } from './plan/planned-cell.js';
export { cellCountOf, coordinatesOf, indexOf } from './plan/coordinates.js';
export { describePlan, type PlanDescription } from './plan/describe-plan.js';
export { textPathsOf } from './plan/text-paths-of.js';
export { PlanError } from './plan/plan-error.js';
export { cellAt, planCells } from './plan/plan-cells.js';
export { checkPlan } from './plan/check-plan.js';
export { parseSkip, type SkipRule } from './plan/skip-rule.js';
export { defaultPlanCellLimit, refusePlanSize } from './plan/refuse-plan-size.js';
export { estimateSeconds, type ServerPace, type TimeEstimate } from './plan/estimate-seconds.js';

export type { GridLayout, ViewPosition } from './layout/grid-layout.js';
export { defaultLayout } from './layout/default-layout.js';
export { cellIndexAt } from './layout/cell-index-at.js';
export { moveAxis, type AxisRole } from './layout/move-axis.js';
export { wrapLabel, type MeasureText } from './layout/wrap-label.js';
export { gridGeometry, tileRectangle, type GridGeometry, type GridGeometryInput, type Rectangle, type TextBlock } from './layout/grid-geometry.js';

export type { SchedulableServer } from './schedule/schedulable-server.js';
export type { WaitingGroup } from './schedule/waiting-group.js';
export { rerunCost, type CostNode } from './schedule/rerun-cost.js';
export { drawingPosition, type DrawingPosition, type DrawOrder } from './schedule/drawing-position.js';
export { learnPace, type LearnedPace, type TimedDrawing } from './schedule/learn-pace.js';
export type { Assignment } from './schedule/assignment.js';
export { chooseCells } from './schedule/choose-cells.js';
export type { RoundOptions } from './schedule/round.js';
export { randomNumbers } from './schedule/random-numbers.js';
export { RunMemory } from './schedule/run-memory.js';
