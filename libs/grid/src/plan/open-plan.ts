import type { AxisValue } from '../axis/axis.js';
import { cellCountOf } from './coordinates.js';
import { PlanError } from './plan-error.js';
import type { PlanSource } from './plan-source.js';
import type { SkipOperand } from './skip-expression.js';
import { skipOperandOf } from './skip-operand.js';
import { parseSkip } from './skip-rule.js';
import { skipPredicate } from './skip-predicate.js';

/** A rule ready to be asked. */
export interface OpenRule {
  text: string;
  /** Positions of the axes that it looks at. */
  axes: number[];
  test: (operands: readonly SkipOperand[]) => boolean;
}

/** A plan source with its rules read: what making many cells needs once. */
export interface OpenPlan {
  source: PlanSource;
  /** How many values each axis has. */
  sizes: number[];
  cellCount: number;
  rules: OpenRule[];
}

/** Reads the rules of a plan. Throws PlanError for a rule that cannot be read; `checkPlan` says so before. */
export function openPlan(source: PlanSource): OpenPlan {
  const sizes = source.axes.map((axis) => axis.values.length);
  const names = source.axes.map((axis) => axis.name);
  const rules = source.skip.map((text): OpenRule => {
    const rule = parseSkip(text, names);
    if (!rule.ok) throw new PlanError(`The rule "${text}" cannot be read. ${rule.message}`);
    return { text, axes: rule.value.axes, test: skipPredicate(rule.value.expression) };
  });
  return { source, sizes, cellCount: cellCountOf(sizes), rules };
}

/** Why a cell with these values (one for each axis) is skipped, or undefined. */
export function skipReasonOf(plan: OpenPlan, values: readonly AxisValue[]): string | undefined {
  const marked = values.findIndex((value) => value.isSkipped === true);
  if (marked !== -1) return `SKIP: ${plan.source.axes[marked]?.name ?? ''} ${values[marked]?.label ?? ''}`;
  if (plan.rules.length === 0) return undefined;
  const operands = values.map(skipOperandOf);
  return plan.rules.find((rule) => rule.test(operands))?.text;
}
