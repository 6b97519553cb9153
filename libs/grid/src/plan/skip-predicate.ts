import type { SkipExpression, SkipOperand } from './skip-expression.js';

/** Looks at one operand for each axis, by the positions the rule was read with. */
type Evaluate = (operands: readonly SkipOperand[]) => SkipOperand | readonly SkipOperand[];

/** A test that says of a cell, given one operand for each axis, whether the rule skips it. Comparisons that make no sense (a word with <) are false. */
export function skipPredicate(expression: SkipExpression): (operands: readonly SkipOperand[]) => boolean {
  const evaluate = compile(expression);
  return (operands) => evaluate(operands) === true;
}

function compile(expression: SkipExpression): Evaluate {
  switch (expression.type) {
    case 'literal': {
      const { value } = expression;
      return () => value;
    }
    case 'axis': {
      const { axis } = expression;
      return (operands) => operands[axis] ?? '';
    }
    case 'list': {
      const items = expression.items.map(compile);
      return (operands) => items.map((item) => single(item(operands)));
    }
    case 'not': {
      const of = compile(expression.of);
      return (operands) => of(operands) !== true;
    }
    case 'minus': {
      const of = compile(expression.of);
      return (operands) => arithmetic(0, of(operands), (a, b) => a - b, (a, b) => a - b);
    }
    case 'binary':
      return compileBinary(expression);
  }
}

function compileBinary({ operator, left, right }: Extract<SkipExpression, { type: 'binary' }>): Evaluate {
  const a = compile(left);
  const b = compile(right);
  switch (operator) {
    case 'and':
      return (operands) => a(operands) === true && b(operands) === true;
    case 'or':
      return (operands) => a(operands) === true || b(operands) === true;
    case '==':
      return (operands) => isEqual(a(operands), b(operands));
    case '!=':
      return (operands) => !isEqual(a(operands), b(operands));
    case '<':
      return (operands) => compared(a(operands), b(operands), (x, y) => x < y);
    case '<=':
      return (operands) => compared(a(operands), b(operands), (x, y) => x <= y);
    case '>':
      return (operands) => compared(a(operands), b(operands), (x, y) => x > y);
    case '>=':
      return (operands) => compared(a(operands), b(operands), (x, y) => x >= y);
    case 'in':
      return (operands) => isIn(a(operands), b(operands));
    case 'contains':
      return (operands) => isIn(b(operands), a(operands));
    case '+':
      return (operands) => arithmetic(a(operands), b(operands), (x, y) => x + y, (x, y) => x + y);
    case '-':
      return (operands) => arithmetic(a(operands), b(operands), (x, y) => x - y, (x, y) => x - y);
    case '*':
      return (operands) => arithmetic(a(operands), b(operands), (x, y) => x * y, (x, y) => x * y);
    case '/':
      return (operands) => arithmetic(a(operands), b(operands), (x, y) => x / y);
    case '%':
      return (operands) => arithmetic(a(operands), b(operands), (x, y) => x % y);
  }
}

type Operands = SkipOperand | readonly SkipOperand[];

function single(value: Operands): SkipOperand {
  return isList(value) ? '' : value;
}

function isList(value: Operands): value is readonly SkipOperand[] {
  return Array.isArray(value);
}

/** Numbers by worth, whatever their kind; a number and a text when the text writes that number. */
function isEqual(a: Operands, b: Operands): boolean {
  if (isNumber(a) && isNumber(b)) return a == b; // eslint-disable-line eqeqeq -- compares a bigint with a number by worth
  return typeof a === typeof b ? a === b : String(a) === String(b);
}

function isNumber(value: Operands): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function compared(a: Operands, b: Operands, test: (x: number | bigint, y: number | bigint) => boolean): boolean {
  return isNumber(a) && isNumber(b) && test(a, b);
}

/** Among a list by worth, or part of a text. */
function isIn(part: Operands, whole: Operands): boolean {
  if (isList(whole)) return whole.some((item) => isEqual(part, item));
  return String(whole).includes(String(part));
}

/** Whole numbers stay exact where one of them is beyond 2^53 and the operation keeps them whole. */
function arithmetic(a: Operands, b: Operands, ofNumbers: (x: number, y: number) => number, ofBigInts?: (x: bigint, y: bigint) => bigint): SkipOperand {
  if (!isNumber(a) || !isNumber(b)) return Number.NaN;
  const isExact = ofBigInts !== undefined && (typeof a === 'bigint' || typeof b === 'bigint') && isWhole(a) && isWhole(b);
  return isExact ? ofBigInts(BigInt(a), BigInt(b)) : ofNumbers(Number(a), Number(b));
}

function isWhole(value: number | bigint): boolean {
  return typeof value === 'bigint' || Number.isInteger(value);
}
