import { ExactDecimal, numberPattern, readDecimal } from './exact-decimal.js';
import { evenSeries, logSeries, stepSeries, type Series } from './number-series.js';

/** One way to write numbers. `isEven`: integers among its values are rounded half up. */
export interface NumberForm {
  pattern: RegExp;
  isEven: boolean;
  read(groups: Record<string, string | undefined>, isWhole: boolean): Series;
}

const range = String.raw`(?<from>${numberPattern})\s*-\s*(?<to>${numberPattern})`;

/** Every way to write one item of a number list; the first that matches is taken. */
export const numberForms: readonly NumberForm[] = [
  // 7.5
  form(`(?<value>${numberPattern})`, ({ value }) => ({ ok: true, values: [decimal(value)] })),
  // 1-5, 1-5 (+2), 10-5 (-3): A1111
  form(String.raw`${range}(?:\s*\(\s*(?<step>${numberPattern})\s*\))?`, ({ from, to, step }) => stepSeries(steps(decimal(from), decimal(to), step))),
  // 1-10 [5]: A1111; 1-10:5: SD.Next
  form(String.raw`${range}\s*(?:\[\s*(?<count>\d+)\s*\]|:\s*(?<colonCount>\d+))`, (groups, isWhole) => evenSeries(ends(groups), isWhole), { isEven: true }),
  // 0.001-1 log [4]
  form(String.raw`${range}\s*log\s*(?:\[\s*(?<count>\d+)\s*\]|:\s*(?<colonCount>\d+))`, (groups, isWhole) => logSeries(ends(groups), isWhole), { isEven: true }),
  // [1,10]:2, (0,1):0.25: Lumi Batcher
  form(
    String.raw`(?<open>[[(])\s*(?<from>${numberPattern})\s*,\s*(?<to>${numberPattern})\s*(?<close>[\])])(?:\s*:\s*(?<step>${numberPattern}))?`,
    ({ open, from, to, close, step }) => stepSeries({ ...steps(decimal(from), decimal(to), step), leavesOutFrom: open === '(', leavesOutTo: close === ')' }),
  ),
];

function form(pattern: string, read: NumberForm['read'], { isEven = false } = {}): NumberForm {
  return { pattern: new RegExp(`^${pattern}$`, 'i'), isEven, read };
}

/** A step without a sign, or left out, leads towards the end. */
function steps(from: ExactDecimal, to: ExactDecimal, step: string | undefined) {
  const isSigned = step !== undefined && /^[+-]/.test(step);
  const size = step === undefined ? new ExactDecimal(1) : decimal(step);
  return { from, to, step: !isSigned && to.lt(from) ? size.negated() : size };
}

function ends({ from, to, count, colonCount }: Record<string, string | undefined>) {
  return { from: decimal(from), to: decimal(to), count: Number(count ?? colonCount) };
}

function decimal(text: string | undefined): ExactDecimal {
  const value = readDecimal(text ?? '');
  if (value === undefined) throw new TypeError(`A number form matched "${String(text)}", which is no number.`);
  return value;
}
