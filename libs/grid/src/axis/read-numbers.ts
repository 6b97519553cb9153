import { drawSeed } from './draw-seed.js';
import { ExactDecimal, scalarLabel, toFloat, toIntText } from './exact-decimal.js';
import type { FloatKind, IntKind } from './input-kind.js';
import type { Item, ItemNote, ItemsRead } from './items.js';
import { maxAxisValues, tooManyValues } from './max-axis-values.js';
import { numberForms } from './number-forms.js';
import { offStepNote, refuseNumber } from './number-limits.js';
import { stepSeries } from './number-series.js';
import { quote } from './quote.js';
import type { AxisContext, TypedValue } from './typed-value.js';

type NumberKind = IntKind | FloatKind;

/** What one item stands for: numbers, so many seeds, or the dots of `1, 2, .., 10`. */
type Meaning =
  | { type: 'numbers'; values: ExactDecimal[]; note?: string }
  | { type: 'seeds'; count: number }
  | { type: 'dots' }
  | { type: 'mistake'; message: string };

interface Entry {
  value: ExactDecimal;
  item: number;
}

const dots = /^(?:\.{2,4}|…)$/;
const seedCall = /^random(?:\s*\(?\s*(?<count>\d+)\s*\)?)?$/i;

/** Reads the items of a list of numbers. Equal values, values outside the input's range and empty ranges are mistakes. */
export function readNumbers(items: readonly Item[], kind: NumberKind, context: AxisContext): ItemsRead<TypedValue[]> {
  const entries: Entry[] = [];
  const known = new Set<string>();
  const warnings: ItemNote[] = [];
  let drawnCount = 0;
  for (const [item, { text }] of items.entries()) {
    const meaning = meaningOf(text, kind);
    const draw = () => new ExactDecimal(drawSeed(seedKind(kind), context, drawnCount++));
    const values = valuesOf(meaning, { before: entries, next: items[item + 1]?.text, known, draw, kind });
    if (!values.ok) return { ok: false, item, message: values.message };
    const mistake = firstMistake(values.values, kind, known);
    if (mistake !== undefined) return { ok: false, item, message: mistake };
    for (const value of values.values) {
      known.add(value.toFixed());
      entries.push({ value, item });
    }
    if (entries.length > maxAxisValues) return { ok: false, item, message: tooManyValues(String(entries.length)) };
    warnings.push(...values.notes.map((message) => ({ item, message })));
  }
  return { ok: true, value: entries.map((entry) => typedValue(entry, items, kind)), warnings };
}

function meaningOf(written: string, kind: NumberKind): Meaning {
  const text = written.trim().replace(/[−–]/g, '-');
  const isSeed = kind.type === 'int' && kind.isSeed === true;
  if (dots.test(text)) return { type: 'dots' };
  const call = seedCall.exec(text);
  if (call !== null && !isSeed) return { type: 'mistake', message: '"random" draws seeds, and this input is not a seed. Write the numbers, or a range such as 1-10 [5].' };
  if (call !== null) return { type: 'seeds', count: Number(call.groups?.['count'] ?? 1) };
  if (isSeed && text === '-1') return { type: 'seeds', count: 1 };
  return numbersOf(text, kind);
}

function numbersOf(text: string, kind: NumberKind): Meaning {
  for (const form of numberForms) {
    const match = form.pattern.exec(text);
    if (match === null) continue;
    const series = form.read(match.groups ?? {}, kind.type === 'int');
    if (!series.ok) return { type: 'mistake', message: series.message };
    return form.isEven ? withoutTwins(series.values, kind) : { type: 'numbers', values: series.values };
  }
  return { type: 'mistake', message: `${quote(text)} is not a number or a range. Write for example: 1, 5, 9 or 1-10 (+2) or 1-10 [5].` };
}

/** Evenly spaced values: whole numbers are rounded half up, and what falls together is there once. */
function withoutTwins(values: ExactDecimal[], kind: NumberKind): Meaning {
  const rounded = kind.type === 'int' ? values.map((value) => value.round()) : values;
  const unique = rounded.filter((value, position) => position === 0 || !value.eq(rounded[position - 1] ?? value.plus(1)));
  if (unique.length === values.length) return { type: 'numbers', values: unique };
  return { type: 'numbers', values: unique, note: `Of ${values.length} evenly spaced values some fall together; ${unique.length} are left.` };
}

interface Surroundings {
  before: readonly Entry[];
  next: string | undefined;
  known: ReadonlySet<string>;
  draw: () => ExactDecimal;
  kind: NumberKind;
}

type Values = { ok: true; values: ExactDecimal[]; notes: string[] } | { ok: false; message: string };

function valuesOf(meaning: Meaning, around: Surroundings): Values {
  switch (meaning.type) {
    case 'mistake':
      return { ok: false, message: meaning.message };
    case 'numbers': {
      const offStep = meaning.values.map((value) => offStepNote(value, around.kind)).find((note) => note !== undefined);
      return { ok: true, values: meaning.values, notes: [meaning.note, offStep].filter((note) => note !== undefined) };
    }
    case 'seeds':
      return drawSeeds(meaning.count, around);
    case 'dots':
      return fillDots(around);
  }
}

function drawSeeds(count: number, { known, draw }: Surroundings): Values {
  if (count === 0) return { ok: false, message: 'random 0 draws no seed. Write how many, for example random 8.' };
  if (count > maxAxisValues) return { ok: false, message: tooManyValues(String(count)) };
  const drawn = new Map<string, ExactDecimal>();
  for (let tries = 0; drawn.size < count; tries += 1) {
    if (tries > count * 20) return { ok: false, message: `The range of this input is too small for ${count} different seeds. Draw fewer, or write them.` };
    const seed = draw();
    if (!known.has(seed.toFixed())) drawn.set(seed.toFixed(), seed);
  }
  return { ok: true, values: [...drawn.values()], notes: [] };
}

/** The values between the last one before the dots and the item behind them, which stands for itself. */
function fillDots({ before, next, kind }: Surroundings): Values {
  const [beforeLast, last] = before.slice(-2).map((entry) => entry.value);
  const end = next === undefined ? undefined : numbersOf(next.trim().replace(/[−–]/g, '-'), kind);
  if (beforeLast === undefined || last === undefined) return { ok: false, message: 'The dots go on by the step of the two values before them. Write two, for example 1, 2, .., 10.' };
  const [to, ...more] = end?.type === 'numbers' ? end.values : [];
  if (to === undefined || more.length > 0) return { ok: false, message: 'The dots need one number behind them to stop at, for example 1, 2, .., 10.' };
  const step = last.minus(beforeLast);
  const series = stepSeries({ from: last, to, step });
  if (!series.ok) return series;
  const values = series.values.slice(1);
  if (values.at(-1)?.eq(to) === true) return { ok: true, values: values.slice(0, -1), notes: [] };
  return { ok: true, values, notes: [`Steps of ${step.toString()} from ${last.toString()} do not meet ${to.toString()}, which is there all the same.`] };
}

function firstMistake(values: readonly ExactDecimal[], kind: NumberKind, known: ReadonlySet<string>): string | undefined {
  for (const value of values) {
    const refusal = refuseNumber(value, kind);
    if (refusal !== undefined) return refusal;
    if (known.has(value.toFixed())) return `${value.toString()} is there twice. Take one of them away.`;
  }
  return undefined;
}

function seedKind(kind: NumberKind): IntKind {
  return kind.type === 'int' ? kind : { type: 'int' };
}

function typedValue({ value: decimal, item }: Entry, items: readonly Item[], kind: NumberKind): TypedValue {
  const value = kind.type === 'int' ? toIntText(decimal) : toFloat(decimal);
  return { value, label: scalarLabel(value), ...(items[item]?.isSkipped === true && { isSkipped: true }) };
}
