import type jsep from 'jsep';
import type { BinaryOperator, SkipExpression, SkipOperand } from './skip-expression.js';
import { axisOfName, textOfLiteral } from './skip-tokens.js';

/** The sentence for a part of jsep's tree that is not of our language (calls, members, several parts in a row), or undefined. */
export function foreignPart(node: jsep.Expression): string | undefined {
  const core = asCore(node);
  switch (core.type) {
    case 'Literal':
    case 'Identifier':
      return undefined;
    case 'UnaryExpression':
      return foreignPart(core.argument);
    case 'BinaryExpression':
      return foreignPart(core.left) ?? foreignPart(core.right);
    case 'ArrayExpression':
      return elementsOf(core).map(foreignPart).find((message) => message !== undefined);
    case 'Compound':
    case 'SequenceExpression':
      return 'The rule holds several parts side by side. Join them with "and" or "or".';
    default:
      return 'The rule holds something that is no comparison of axes. A rule looks like: steps > 20 and sampler == "lcm".';
  }
}

/** jsep's tree as ours; `not a == b` means not (a == b). Only for trees without a foreign part. */
export function toSkipExpression(node: jsep.Expression): SkipExpression {
  const core = asCore(node);
  switch (core.type) {
    case 'Literal':
      return { type: 'literal', value: operandOf(core) };
    case 'Identifier':
      return { type: 'axis', axis: axisOfName(core.name) };
    case 'UnaryExpression':
      return { type: core.operator === '-' ? 'minus' : 'not', of: toSkipExpression(core.argument) };
    case 'BinaryExpression':
      return binary(operatorOf(core.operator), toSkipExpression(core.left), toSkipExpression(core.right));
    case 'ArrayExpression':
      return { type: 'list', items: elementsOf(core).map(toSkipExpression) };
    default:
      throw new TypeError(`A rule has no part ${core.type}.`);
  }
}

/** jsep binds every sign in front to the next name, so a `not` is lifted over comparisons and sums; over `== true` it may, too. */
function binary(operator: BinaryOperator, left: SkipExpression, right: SkipExpression): SkipExpression {
  if (left.type === 'not' && operator !== 'and' && operator !== 'or') return { type: 'not', of: binary(operator, left.of, right) };
  return { type: 'binary', operator, left, right };
}

/** jsep types a node as a string tag and anything; what it makes is one of these. */
function asCore(node: jsep.Expression): jsep.CoreExpression {
  return node as jsep.CoreExpression;
}

function elementsOf(list: jsep.ArrayExpression): jsep.Expression[] {
  return list.elements.filter((element) => element !== null);
}

function operandOf({ value, raw }: jsep.Literal): SkipOperand {
  if (typeof value === 'number') return Number.isSafeInteger(value) || !/^\d+$/.test(raw) ? value : BigInt(raw);
  return typeof value === 'boolean' ? value : textOfLiteral(String(value));
}

function operatorOf(operator: string): BinaryOperator {
  if (operator === '&&') return 'and';
  // jsep knows no operators but those of skip-rule.ts.
  return operator === '||' ? 'or' : (operator as BinaryOperator);
}
