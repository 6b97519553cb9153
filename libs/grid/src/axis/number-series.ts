import type { ItemMistake } from './items.js';
import { ExactDecimal } from './exact-decimal.js';
import { maxAxisValues, tooManyValues } from './max-axis-values.js';

/** Numbers in their order, or why there are none. */
export type Series = { ok: true; values: ExactDecimal[] } | Pick<ItemMistake, 'ok' | 'message'>;

interface Steps {
  from: ExactDecimal;
  to: ExactDecimal;
  step: ExactDecimal;
  leavesOutFrom?: boolean;
  leavesOutTo?: boolean;
}

/** from, from + step, … up or down, never past `to`. */
export function stepSeries({ from, to, step, leavesOutFrom = false, leavesOutTo = false }: Steps): Series {
  if (step.isZero()) return { ok: false, message: 'A step of 0 never arrives. Write a step above or below 0.' };
  const stepCount = to.minus(from).dividedBy(step).floor();
  if (stepCount.isNegative() && !stepCount.isZero()) return { ok: false, message: `This range is empty: a step of ${step.toString()} leads from ${from.toString()} away from ${to.toString()}. Turn the sign of the step, or the ends.` };
  if (stepCount.gte(maxAxisValues)) return { ok: false, message: tooManyValues(stepCount.plus(1).toFixed(0)) };
  const first = leavesOutFrom ? 1 : 0;
  const values = Array.from({ length: stepCount.toNumber() + 1 - first }, (_, position) => from.plus(step.times(position + first)));
  if (leavesOutTo && values.at(-1)?.eq(to) === true) values.pop();
  return values.length > 0 ? { ok: true, values } : { ok: false, message: 'This range is empty: a round bracket leaves its end out. Use a square bracket, or a smaller step.' };
}

interface Even {
  from: ExactDecimal;
  to: ExactDecimal;
  count: number;
}

/**
 * `count` evenly spaced numbers with both ends. Ends are exact; a number between them that is no short decimal is
 * rounded four digits below the step, so that its label can be read and is what is drawn. Integers are rounded later.
 */
export function evenSeries({ from, to, count }: Even, isWhole: boolean): Series {
  const span = to.minus(from);
  const stepMagnitude = span.abs().dividedBy(Math.max(1, count - 1)).e;
  return spaced({ from, to, count }, (position) => {
    const value = from.plus(span.times(position).dividedBy(count - 1));
    return isWhole ? value : value.toDecimalPlaces(Math.max(0, 5 - stepMagnitude));
  });
}

/** `count` numbers evenly spaced in the logarithm, with both ends; those between are rounded to six digits. */
export function logSeries({ from, to, count }: Even, isWhole: boolean): Series {
  if (from.lte(0) || to.lte(0)) return { ok: false, message: 'A logarithm needs both ends above 0.' };
  const ratio = to.dividedBy(from).pow(new ExactDecimal(1).dividedBy(Math.max(1, count - 1)));
  let power = new ExactDecimal(1);
  return spaced({ from, to, count }, () => {
    power = power.times(ratio);
    // The last of the 80 digits are noise of the powers: 9.999… is 10.
    return from.times(power).toSignificantDigits(isWhole ? 40 : 6);
  });
}

/** `between` is asked for the positions 1, 2, … in their order. */
function spaced({ from, to, count }: Even, between: (position: number) => ExactDecimal): Series {
  if (count === 0) return { ok: false, message: 'The number of values in [ ] must be 1 or more.' };
  if (count > maxAxisValues) return { ok: false, message: tooManyValues(String(count)) };
  if (count === 1) return { ok: true, values: [from] };
  const values = Array.from({ length: count }, (_, position) => {
    if (position === 0) return from;
    return position === count - 1 ? to : between(position);
  });
  return { ok: true, values };
}
