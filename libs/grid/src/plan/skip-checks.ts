import type { BinaryOperator, SkipExpression } from './skip-expression.js';

/** What a part of a rule gives; an axis may hold true and false, so it is either. */
type Gives = 'condition' | 'value' | 'list' | 'axis';

/** The sentence for a rule that is no condition or compares what cannot be compared, or undefined. */
export function mistakeIn(rule: SkipExpression): string | undefined {
  return partMistake(rule) ?? needsCondition(rule, 'A rule');
}

/** Positions of the axes that a rule looks at, each once, ascending. */
export function axesOf(expression: SkipExpression): number[] {
  if (expression.type === 'axis') return [expression.axis];
  return [...new Set(partsOf(expression).flatMap(axesOf))].sort((a, b) => a - b);
}

/** The parts directly below this one. */
export function partsOf(expression: SkipExpression): SkipExpression[] {
  switch (expression.type) {
    case 'literal':
    case 'axis':
      return [];
    case 'list':
      return expression.items;
    case 'not':
    case 'minus':
      return [expression.of];
    case 'binary':
      return [expression.left, expression.right];
  }
}

function partMistake(expression: SkipExpression): string | undefined {
  const below = partsOf(expression).map(partMistake).find((message) => message !== undefined);
  return below ?? ownMistake(expression);
}

function ownMistake(expression: SkipExpression): string | undefined {
  switch (expression.type) {
    case 'not':
      return needsCondition(expression.of, '"not"');
    case 'minus':
      return needsValue(expression.of, '-');
    case 'list':
      return expression.items.map((item) => needsValue(item, '[ ]')).find((message) => message !== undefined);
    case 'binary':
      return binaryMistake(expression.operator, expression.left, expression.right);
    default:
      return undefined;
  }
}

function binaryMistake(operator: BinaryOperator, left: SkipExpression, right: SkipExpression): string | undefined {
  if (operator === 'and' || operator === 'or') return needsCondition(left, `"${operator}"`) ?? needsCondition(right, `"${operator}"`);
  if (operator === 'in') return needsValue(left, operator) ?? (right.type === 'list' ? undefined : needsValue(right, operator));
  if (operator === '==' || operator === '!=') return needsNoList(left, operator) ?? needsNoList(right, operator);
  return needsValue(left, operator) ?? needsValue(right, operator);
}

function needsCondition(expression: SkipExpression, who: string): string | undefined {
  const isCondition = ['condition', 'axis'].includes(gives(expression));
  return isCondition ? undefined : `${who} needs a condition, for example steps > 20.`;
}

function needsValue(expression: SkipExpression, operator: string): string | undefined {
  if (gives(expression) === 'condition') return `"${operator}" compares values, and one side is a condition. Write a < b and b < c rather than a < b < c.`;
  return needsNoList(expression, operator);
}

function needsNoList(expression: SkipExpression, operator: string): string | undefined {
  return expression.type === 'list' ? `A list stands behind "in" only, not beside "${operator}".` : undefined;
}

function gives(expression: SkipExpression): Gives {
  switch (expression.type) {
    case 'literal':
      return typeof expression.value === 'boolean' ? 'condition' : 'value';
    case 'axis':
      return 'axis';
    case 'list':
      return 'list';
    case 'not':
      return 'condition';
    case 'minus':
      return 'value';
    case 'binary':
      return ['+', '-', '*', '/', '%'].includes(expression.operator) ? 'value' : 'condition';
  }
}
