import { draftOperations } from './draft-operations.js';
import type { InputResolver } from './input-resolver.js';
import type { InputPath } from './operation.js';
import type { Problem } from './parsed.js';
import type { Scalar } from './scalar.js';

/**
 * The experiment's own `set`, by resolved input: what a plan starts from. An entry with an error among the problems
 * (`path` begins with `set`) is left out. A -1 on a seed is drawn from `random` (0 when left out) and the input's name.
 */
export function resolveSet(set: Readonly<Record<string, Scalar>>, inputs: InputResolver, context: { random?: number } = {}): { base: Record<InputPath, Scalar>; problems: Problem[] } {
  const base: Record<InputPath, Scalar> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(set)) {
    const read = draftOperations({ set: { [name]: value } }, { inputs, axisName: name, random: context.random });
    problems.push(...read.problems);
    for (const operation of read.operations) {
      if (operation.op !== 'set') continue;
      if (operation.input in base) problems.push({ severity: 'error', path: ['set', name], message: `${operation.input} is set twice. Keep one of the two.` });
      base[operation.input] = operation.value;
    }
  }
  return { base, problems };
}
