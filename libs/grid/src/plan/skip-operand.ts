import type { AxisValue } from '../axis/axis.js';
import type { SkipOperand } from './skip-expression.js';

const decimalText = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** What a value of an axis is in a rule: what it sets, where it sets one thing; its label otherwise. Text that writes a number is that number. */
export function skipOperandOf(value: AxisValue): SkipOperand {
  const set = value.operations.flatMap((operation) => (operation.op === 'set' ? [operation.value] : []));
  const [first, ...others] = set;
  const isOne = first !== undefined && set.length === value.operations.length && others.every((other) => other === first);
  const operand = isOne ? first : value.label;
  return typeof operand === 'string' ? numberOrText(operand) : operand;
}

/** The number only where it writes back as the same text, so nothing is lost by taking it. */
function numberOrText(text: string): SkipOperand {
  if (!decimalText.test(text)) return text;
  const number = Number(text);
  if (String(number) === text) return number;
  return text.includes('.') ? text : BigInt(text);
}
