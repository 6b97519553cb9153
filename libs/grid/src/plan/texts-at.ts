import type { Axis } from '../axis/axis.js';
import type { InputPath } from '../axis/operation.js';
import type { PlanSource } from './plan-source.js';

/** Every text that an input may hold before replacing: what axes set there, and what is there where none does. Each once. */
export function textsAt({ axes, base, texts }: PlanSource, path: InputPath): string[] {
  const set = axes.flatMap((axis) => axis.values.flatMap(({ operations }) => operations.flatMap((operation) => (operation.op === 'set' && operation.input === path ? [String(operation.value)] : []))));
  const own = base[path] ?? texts[path];
  return [...new Set(own === undefined || isAlwaysSet(axes, path) ? set : [...set, String(own)])];
}

/** Whether some axis sets this input with each of its values. */
export function isAlwaysSet(axes: readonly Axis[], path: InputPath): boolean {
  return axes.some((axis) => axis.values.every(({ operations }) => operations.some((operation) => operation.op === 'set' && operation.input === path)));
}
