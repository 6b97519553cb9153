import type { Workflow } from '../protocol/workflow.js';
import { titleOf } from './list-inputs.js';
import { nearestNames, perhaps } from './nearest-names.js';

/** The node that a name means, or why it means none; `candidates` are names that would do. */
export type ResolvedNode = { ok: true; nodeId: string } | { ok: false; message: string; candidates?: string[] };

/** The node named by its id (`54:73` in a subgraph), by a title that only it has, or by a class that only it is of; in this order, quotes around the name allowed. */
export function resolveNodeName(workflow: Workflow, name: string): ResolvedNode {
  const plain = unquoted(name.trim());
  if (Object.hasOwn(workflow, plain)) return { ok: true, nodeId: plain };
  const byTitle = nodesWhere(workflow, (title) => title === plain);
  const matches = byTitle.length > 0 ? byTitle : nodesWhere(workflow, (_, classType) => classType === plain);
  const [nodeId] = matches;
  if (nodeId === undefined) return unknownName(workflow, plain);
  if (matches.length === 1) return { ok: true, nodeId };
  const named = matches.map((id) => `${id} (${workflow[id] === undefined ? '' : titleOf(workflow[id])})`);
  return { ok: false, message: `"${plain}" is the name of ${matches.length} nodes; use an id: ${named.join(', ')}`, candidates: matches };
}

function unknownName(workflow: Workflow, name: string): ResolvedNode {
  const names = Object.entries(workflow).flatMap(([id, node]) => [id, titleOf(node), node.class_type]);
  const candidates = nearestNames(name, names);
  return { ok: false, message: `No node has the id, title or class "${name}"${perhaps(candidates)}`, candidates };
}

function nodesWhere(workflow: Workflow, isMeant: (title: string, classType: string) => boolean): string[] {
  return Object.keys(workflow).filter((id) => {
    const node = workflow[id];
    return node !== undefined && isMeant(titleOf(node), node.class_type);
  });
}

function unquoted(name: string): string {
  return name.length > 1 && name.startsWith('"') && name.endsWith('"') ? name.slice(1, -1) : name;
}
