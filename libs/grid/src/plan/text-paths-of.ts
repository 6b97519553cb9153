import type { Axis } from '../axis/axis.js';
import type { InputPath } from '../axis/operation.js';

/** The inputs whose text a replace or an append of these axes starts from, each once: what `PlanSource.texts` must hold. */
export function textPathsOf(axes: readonly Axis[]): InputPath[] {
  const operations = axes.flatMap((axis) => axis.values.flatMap((value) => value.operations));
  const paths = operations.flatMap((operation) => {
    if (operation.op === 'replace') return operation.in;
    return operation.op === 'append' ? operation.to : [];
  });
  return [...new Set(paths)];
}
