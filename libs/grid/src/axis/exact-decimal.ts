import { Decimal } from 'decimal.js';
import type { IntText, Scalar } from './scalar.js';

/** Decimal arithmetic with room for 64-bit integers and their fractions. */
export const ExactDecimal = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_CEIL });
export type ExactDecimal = Decimal;

/** How a number may be written, as the source of a regular expression. */
export const numberPattern = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?`;
const wholeNumber = new RegExp(`^${numberPattern}$`);

/** The number that this text writes, every digit kept, or undefined where it is not one. */
export function readDecimal(text: string): Decimal | undefined {
  return wholeNumber.test(text) ? new ExactDecimal(text) : undefined;
}

/** An integer as a number within ±(2^53 − 1), as decimal text beyond. */
export function toIntText(value: Decimal): IntText {
  if (value.isZero()) return 0;
  return value.abs().lte(Number.MAX_SAFE_INTEGER) ? value.toNumber() : value.toFixed(0);
}

/** The number nearest to a fraction; never −0. */
export function toFloat(value: Decimal): number {
  return value.isZero() ? 0 : value.toNumber();
}

/** The shortest way to write a value so that it can be read back: 0.3, never 0.30000000000000004 for three tenths. */
export function scalarLabel(value: Scalar): string {
  return value === '' ? '(empty)' : String(value);
}
