import type { Workflow } from '@gridscope/comfy';
import { type Axis, textPathsOf } from '@gridscope/grid';

/** The workflow's own text at every path that a replace or an append touches. */
export function textsTouched(axes: readonly Axis[], workflow: Workflow): Record<string, string> {
  return Object.fromEntries(textPathsOf(axes).map((path) => [path, textAt(workflow, path)]));
}

function textAt(workflow: Workflow, path: string): string {
  const dot = path.indexOf('.');
  const value = workflow[path.slice(0, dot)]?.inputs[path.slice(dot + 1)];
  return typeof value === 'string' ? value : '';
}
