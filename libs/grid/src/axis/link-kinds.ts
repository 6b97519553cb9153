import { ExactDecimal } from './exact-decimal.js';
import type { FloatKind, InputKind, IntKind } from './input-kind.js';

/** The kind of values that every one of these inputs takes, or undefined where no value suits all. At least one kind. */
export function linkKinds(kinds: readonly InputKind[]): InputKind | undefined {
  const [first, ...others] = kinds;
  return others.reduce<InputKind | undefined>((linked, kind) => linked && linkTwo(linked, kind), first);
}

function linkTwo(a: InputKind, b: InputKind): InputKind | undefined {
  if (isNumber(a) && isNumber(b)) return linkNumbers(a, b);
  if (a.type === 'choice' && b.type === 'choice') {
    return { type: 'choice', choices: a.choices.filter((choice) => b.choices.includes(choice)), ...((a.isOpen ?? b.isOpen) === true && { isOpen: true }) };
  }
  return a.type === b.type ? a : undefined;
}

function isNumber(kind: InputKind): kind is IntKind | FloatKind {
  return kind.type === 'int' || kind.type === 'float';
}

function linkNumbers(a: IntKind | FloatKind, b: IntKind | FloatKind): IntKind | FloatKind {
  const min = tighter(a.min, b.min, 'gt');
  const max = tighter(a.max, b.max, 'lt');
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  if (a.type === 'float' && b.type === 'float') return { type: 'float', ...numberBounds(bounds), ...stepOf(a, b) };
  const isSeed = [a, b].every((kind) => kind.type === 'int' && kind.isSeed === true);
  return { type: 'int', ...bounds, ...stepOf(a, b), ...(isSeed && { isSeed }) };
}

function tighter<T extends number | string>(a: T | undefined, b: T | undefined, comparison: 'gt' | 'lt'): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return new ExactDecimal(a)[comparison](b) ? a : b;
}

function numberBounds(bounds: { min?: number | string; max?: number | string }): { min?: number; max?: number } {
  return { ...(bounds.min !== undefined && { min: Number(bounds.min) }), ...(bounds.max !== undefined && { max: Number(bounds.max) }) };
}

/** Of two steps the larger: most often a multiple of the other, and only a hint. */
function stepOf(a: { step?: number }, b: { step?: number }): { step?: number } {
  const step = Math.max(a.step ?? 0, b.step ?? 0);
  return step > 0 ? { step } : {};
}
