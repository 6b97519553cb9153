import type { Json } from '../protocol/exact-json.js';
import type { Workflow } from '../protocol/workflow.js';

/** A link in API format: the node it comes from and the index of its output. A literal list is wrapped as `{"__value__": […]}`, so a bare pair is always a link. */
export type WorkflowLink = [nodeId: string, slot: number];

/** Whether an input's value is a link rather than a literal. */
export function isLink(value: Json | undefined): value is WorkflowLink {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'string' && typeof value[1] === 'number';
}

/** How a node is named to people: its id and its class, with its title where that says more. */
export function describeNode(workflow: Workflow, nodeId: string): string {
  const node = workflow[nodeId];
  if (node === undefined) return `node ${nodeId}`;
  const title = node._meta?.title;
  return title === undefined || title === node.class_type ? `node ${nodeId} ${node.class_type}` : `node ${nodeId} ${node.class_type} "${title}"`;
}

/** The ids of the given nodes and of all that they need, in no order. Ids that the workflow lacks are left out. */
export function neededNodes(workflow: Workflow, nodeIds: readonly string[]): Set<string> {
  const needed = new Set<string>();
  const waiting = [...nodeIds];
  for (let nodeId = waiting.pop(); nodeId !== undefined; nodeId = waiting.pop()) {
    const node = workflow[nodeId];
    if (node === undefined || needed.has(nodeId)) continue;
    needed.add(nodeId);
    for (const value of Object.values(node.inputs)) if (isLink(value)) waiting.push(value[0]);
  }
  return needed;
}
