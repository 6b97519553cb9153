import { type InputResolver, type Problem, resolveAxes, type Scalar } from '@gridscope/grid';

/** An experiment's own `set`, with ids for names and values checked: each entry is read as an axis with one value. */
export function resolveSet(set: Readonly<Record<string, Scalar>>, inputs: InputResolver, random: number): { base: Record<string, Scalar>; problems: Problem[] } {
  const base: Record<string, Scalar> = {};
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(set)) {
    const resolved = resolveAxes([{ name, input: name, values: [value] }], inputs, { random });
    problems.push(...resolved.problems.map((problem) => ({ ...problem, path: ['set', name] })));
    for (const operation of resolved.axes[0]?.values[0]?.operations ?? []) {
      if (operation.op !== 'set') continue;
      if (Object.hasOwn(base, operation.input)) problems.push({ severity: 'error', path: ['set', name], message: `${name} is set twice, under two names of the same input (${operation.input}). Leave one out.` });
      base[operation.input] = operation.value;
    }
  }
  return { base, problems };
}
