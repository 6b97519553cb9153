import type { Workflow } from '@gridscope/comfy';

/** Sampling steps that a workflow asks for, over all its nodes with a number of steps; `cachedNodes` were not run. 0 where it asks for none. */
export function stepCountOf(workflow: Workflow, cachedNodes: readonly string[] = []): number {
  const cached = new Set(cachedNodes);
  return Object.entries(workflow).reduce((sum, [nodeId, node]) => sum + (cached.has(nodeId) ? 0 : stepsOf(node.inputs)), 0);
}

/** Of an advanced sampler the steps between its start and its end, which may lie beyond the last one. */
function stepsOf({ steps, start_at_step: from, end_at_step: until }: Workflow[string]['inputs']): number {
  if (typeof steps !== 'number') return 0;
  const first = typeof from === 'number' ? from : 0;
  const last = typeof until === 'number' ? Math.min(until, steps) : steps;
  return Math.max(0, last - first);
}
