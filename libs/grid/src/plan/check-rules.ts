import type { Axis } from '../axis/axis.js';
import type { Problem } from '../axis/parsed.js';
import { partsOf } from './skip-checks.js';
import type { SkipExpression } from './skip-expression.js';
import { skipOperandOf } from './skip-operand.js';
import { parseSkip } from './skip-rule.js';

const ordering = ['<', '<=', '>', '>='];

/** Rules that cannot be read or name no axis, and comparisons that no value of the axis can ever meet. */
export function checkRules(rules: readonly string[], axes: readonly Axis[]): Problem[] {
  const names = axes.map((axis) => axis.name);
  return rules.flatMap((text, position): Problem[] => {
    const rule = parseSkip(text, names);
    if (!rule.ok) return [{ severity: 'error', path: ['skip', position], at: rule.at, message: rule.message }];
    return pointlessComparisons(rule.value.expression, axes).map((message) => ({ severity: 'warning', path: ['skip', position], message }));
  });
}

function pointlessComparisons(expression: SkipExpression, axes: readonly Axis[]): string[] {
  const below = partsOf(expression).flatMap((part) => pointlessComparisons(part, axes));
  if (expression.type !== 'binary') return below;
  const { operator, left, right } = expression;
  if (ordering.includes(operator)) return [...below, ...[left, right].flatMap((side) => wordsOnly(side, operator, axes))];
  return operator === '==' || operator === '!=' ? [...below, ...unknownValue(left, right, axes), ...unknownValue(right, left, axes)] : below;
}

function wordsOnly(side: SkipExpression, operator: string, axes: readonly Axis[]): string[] {
  const axis = side.type === 'axis' ? axes[side.axis] : undefined;
  if (axis === undefined || axis.values.some((value) => ['number', 'bigint'].includes(typeof skipOperandOf(value)))) return [];
  return [`Axis "${axis.name}" holds no numbers, so "${operator}" is never true for it.`];
}

function unknownValue(side: SkipExpression, other: SkipExpression, axes: readonly Axis[]): string[] {
  const axis = side.type === 'axis' ? axes[side.axis] : undefined;
  if (axis === undefined || other.type !== 'literal') return [];
  const isThere = axis.values.some((value) => String(skipOperandOf(value)) === String(other.value));
  return isThere ? [] : [`No value of axis "${axis.name}" is ${JSON.stringify(String(other.value))}.`];
}
