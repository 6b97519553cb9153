/** A node of a workflow, as far as drawing again is concerned. */
export interface CostNode {
  id: string;
  /** Nodes whose results it takes. */
  from: readonly string[];
  /** What running it costs, beside the others; at least 0. */
  cost: number;
}

/**
 * What has to run again when some nodes change: they and everything downstream, once each. ComfyUI keeps the results of all others from prompt to prompt.
 * Cycles do no harm. Source: ComfyUI execution.py, its caches by input signature.
 */
export function rerunCost(nodes: readonly CostNode[], changed: Iterable<string>): number {
  const reached = new Set(changed);
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const node of nodes) if (node.from.some((id) => reached.has(id))) reached.add(node.id);
  }
  return nodes.reduce((sum, node) => (reached.has(node.id) ? sum + node.cost : sum), 0);
}
