import type { Axis } from '../axis/axis.js';
import { findTwinValue } from '../axis/find-twin-value.js';
import type { Problem } from '../axis/parsed.js';
import { quote } from '../axis/quote.js';
import { checkReplacements } from './check-replacements.js';
import { checkRules } from './check-rules.js';
import type { PlanSource } from './plan-source.js';
import { textPathsOf } from './text-paths-of.js';
import { isAlwaysSet } from './texts-at.js';

/** Everything that stands against a plan as a whole. Without an error among it, no cell of the plan throws. */
export function checkPlan(source: PlanSource): Problem[] {
  return [
    ...source.axes.flatMap(checkAxis),
    ...inputsSetTwice(source.axes),
    ...checkReplacements(source),
    ...missingTexts(source),
    ...checkRules(source.skip, source.axes),
  ];
}

function checkAxis(axis: Axis, position: number): Problem[] {
  if (axis.values.length === 0) return [{ severity: 'error', path: ['axes', position], message: `Axis "${axis.name}" has no values. Write one at least, or take the axis away.` }];
  const twin = findTwinValue(axis.values);
  if (twin === undefined) return [];
  return [{ severity: 'error', path: ['axes', position, 'values', twin.second], message: `${quote(twin.secondLabel)} does the same as ${quote(twin.firstLabel)}. Take one of them away.` }];
}

/** In a cell one of two axes would win, and the other's label would say what was not drawn. */
function inputsSetTwice(axes: readonly Axis[]): Problem[] {
  const setters = new Map<string, Axis>();
  return axes.flatMap((axis, position) => inputsOf(axis).flatMap((input): Problem[] => {
    const other = setters.get(input);
    if (other === undefined) setters.set(input, axis);
    return other === undefined ? [] : [{ severity: 'error', path: ['axes', position], message: `Axes "${other.name}" and "${axis.name}" both set ${input}. Keep one of them, or join their values in one axis.` }];
  }));
}

function inputsOf(axis: Axis): string[] {
  return [...new Set(axis.values.flatMap(({ operations }) => operations.flatMap((operation) => (operation.op === 'set' ? [operation.input] : []))))];
}

function missingTexts({ axes, base, texts }: PlanSource): Problem[] {
  return axes.flatMap((axis, position) => textPathsOf([axis])
    .filter((path) => base[path] === undefined && texts[path] === undefined && !isAlwaysSet(axes, path))
    .map((path): Problem => ({ severity: 'error', path: ['axes', position], message: `There is no text at ${path} for axis "${axis.name}" to change. Write one under set.` })));
}
