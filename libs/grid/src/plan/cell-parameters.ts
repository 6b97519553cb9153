import type { AxisValue } from '../axis/axis.js';
import type { InputPath, Operation } from '../axis/operation.js';
import type { Scalar } from '../axis/scalar.js';
import { PlanError } from './plan-error.js';
import type { PlanSource } from './plan-source.js';
import type { Parameters } from './planned-cell.js';
import { replaceTerms, type TermReplacement } from './replace-terms.js';

/** What a cell with these values fixes: every `set` first, then all `replace` at once, then `append`, then `bypass`. Throws PlanError where replacements overlap. */
export function cellParameters(source: Pick<PlanSource, 'base' | 'texts'>, values: readonly AxisValue[]): Parameters {
  const operations = values.flatMap((value) => value.operations);
  const set: Record<InputPath, Scalar> = { ...source.base };
  for (const operation of operations) {
    if (operation.op === 'set') set[operation.input] = operation.value;
  }
  for (const [path, replacements] of replacementsByPath(operations)) {
    set[path] = replacedText(path, textAt(path, set, source.texts), replacements);
  }
  for (const operation of operations) {
    if (operation.op !== 'append') continue;
    for (const path of operation.to) set[path] = textAt(path, set, source.texts) + operation.text;
  }
  const bypass = operations.flatMap((operation) => (operation.op === 'bypass' ? [operation.node] : []));
  return { set, bypass: [...new Set(bypass)] };
}

function replacementsByPath(operations: readonly Operation[]): Map<InputPath, TermReplacement[]> {
  const byPath = new Map<InputPath, TermReplacement[]>();
  for (const operation of operations) {
    if (operation.op !== 'replace') continue;
    for (const path of operation.in) byPath.set(path, [...(byPath.get(path) ?? []), operation]);
  }
  return byPath;
}

function textAt(path: InputPath, set: Readonly<Record<InputPath, Scalar>>, texts: Readonly<Record<InputPath, string>>): string {
  const text = set[path] ?? texts[path];
  if (text === undefined) throw new PlanError(`The plan knows no text for ${path}, which an axis changes.`);
  return String(text);
}

function replacedText(path: InputPath, text: string, replacements: readonly TermReplacement[]): string {
  const replaced = replaceTerms(text, replacements);
  if (!replaced.ok) throw new PlanError(`Two replacements overlap in ${path} at character ${replaced.second.from + 1}.`);
  return replaced.text;
}
