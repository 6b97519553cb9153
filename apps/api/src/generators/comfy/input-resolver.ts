import { type Catalogue, type Json, resolveInputPath, resolveNodeName, type Workflow } from '@gridscope/comfy';
import type { InputResolver, Scalar } from '@gridscope/grid';

/** Where the axes of libs/grid meet the workflow of libs/comfy: names become ids, inputs tell what they take. */
export function inputResolver(workflow: Workflow, catalogue: Catalogue): InputResolver {
  return {
    resolve(path) {
      const resolved = resolveInputPath(workflow, catalogue, path);
      if (!resolved.ok) return resolved;
      const value = scalarOf(resolved.input.value);
      return { ok: true, path: resolved.path, kind: resolved.input.kind, ...(value === undefined ? {} : { value }) };
    },
    resolveNode(name) {
      const resolved = resolveNodeName(workflow, name);
      return resolved.ok ? { ok: true, node: resolved.nodeId } : resolved;
    },
  };
}

/** A literal as axes know it; an integer beyond 2^53 is decimal text. Lists and objects are no values of an axis. */
export function scalarOf(value: Json | undefined): Scalar | undefined {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return undefined;
}
