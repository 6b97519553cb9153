import type { Json } from '../../protocol/exact-json.js';
import { MODE, type EditorFile, type EditorGraph, type EditorNode } from './editor-graph.js';
import { promotedValues, type PromotedValues } from './promoted-values.js';

/** A graph as it is used in one place: the root, or a subgraph inside one of its nodes. */
export interface Scope {
  graph: EditorGraph;
  /** Ids of the subgraph's nodes from the root, joined by colons; empty for the root. */
  path: string;
  host?: { node: EditorNode; scope: Scope; values: PromotedValues };
  /** The subgraphs inside, by the id of their node here. */
  inner: ReadonlyMap<string, Scope>;
}

/** Most nodes that a file may have once its subgraphs are taken apart: a few definitions inside each other multiply to any number. */
export const MAX_NODES = 20_000;

/** Deepest that subgraphs may be in each other; deeper ones would end the stack. */
const MAX_DEPTH = 200;

/** A subgraph cannot be taken apart: it contains itself, or too much. `message` reads on from the node's name. */
export class SubgraphError extends Error {
  override readonly name = 'SubgraphError';
  constructor(readonly nodeId: string, readonly type: string, message: string) {
    super(message);
  }
}

/** The scopes of a file as a tree. What is inside a muted or bypassed subgraph does not run and is left out. Throws SubgraphError for one that contains itself, and above MAX_NODES or MAX_DEPTH. */
export function buildScopes(file: EditorFile): Scope {
  return build(file, { graph: file.root, path: '' }, { types: [], count: { nodes: 0 } });
}

interface Within { types: readonly string[]; count: { nodes: number } }

function build(file: EditorFile, base: Omit<Scope, 'inner'>, within: Within): Scope {
  within.count.nodes += base.graph.nodes.length;
  const inner = new Map<string, Scope>();
  const scope: Scope = { ...base, inner };
  for (const node of base.graph.nodes) {
    const graph = file.subgraphs.get(node.type);
    if (graph === undefined || node.mode === MODE.muted || node.mode === MODE.bypassed) continue;
    const path = executionId(scope, node);
    if (within.types.includes(node.type)) throw new SubgraphError(path, node.type, 'its subgraph contains itself');
    if (within.types.length >= MAX_DEPTH) throw new SubgraphError(path, node.type, `its subgraph is inside ${MAX_DEPTH} others, which is too deep`);
    if (within.count.nodes > MAX_NODES) throw new SubgraphError(path, node.type, `its subgraphs come to more than ${MAX_NODES} nodes`);
    const host = { node, scope, values: promotedValues(node, graph) };
    inner.set(node.id, build(file, { graph, path, host }, { ...within, types: [...within.types, node.type] }));
  }
  return scope;
}

/** The id that a node has when it runs: `54:73` is node 73 inside the subgraph of node 54. */
export function executionId(scope: Pick<Scope, 'path'>, node: Pick<EditorNode, 'id'>): string {
  return scope.path === '' ? node.id : `${scope.path}:${node.id}`;
}

/** All scopes, outer before inner. */
export function allScopes(scope: Scope): Scope[] {
  return [scope, ...[...scope.inner.values()].flatMap(allScopes)];
}

/** The value that the subgraph's node shows for an inner widget in the widget's stead, where it does. */
export function shownValue(scope: Scope, node: EditorNode, widget: string): Json | undefined {
  return scope.host?.values.byWidget.get(`${node.id}.${widget}`);
}
