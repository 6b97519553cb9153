import type { Json } from '../../protocol/exact-json.js';

/** An input socket of a node in the editor. `widget` names the widget that it stands for, where it does. */
export interface EditorSlot { name: string; type: string; link?: number; widget?: string }

/** A node as the editor keeps it. `raw` is the very object that was read. */
export interface EditorNode {
  id: string;
  type: string;
  title?: string;
  mode: number;
  inputs: EditorSlot[];
  outputs: { type: string }[];
  /** Widget values by place, or by name. */
  values: Json[] | Record<string, Json>;
  /** Widget values by name, as newer editors write beside the others. */
  namedValues?: Record<string, Json>;
  /** On a subgraph's node: the inner widgets that it shows; node "-1" stands for the subgraph's own inputs. */
  proxyWidgets: [nodeId: string, widget: string][];
  raw: { [key: string]: Json };
}

/** A link; `originId` or `targetId` of a subgraph's inner link may be its input or output node. */
export interface EditorLink { id: number; originId: string; originSlot: number; targetId: string; targetSlot: number }

/** A graph or a subgraph. `inputs` and `outputs` are a subgraph's own, and empty otherwise. */
export interface EditorGraph {
  nodes: EditorNode[];
  links: ReadonlyMap<number, EditorLink>;
  inputs: { name: string; type: string }[];
  outputs: { name: string; type: string }[];
  inputNodeId: string;
  outputNodeId: string;
}

/** The whole file: the root graph, and the subgraphs by the type that their nodes have. */
export interface EditorFile { root: EditorGraph; subgraphs: ReadonlyMap<string, EditorGraph> }

const knownNodes = new WeakMap<EditorGraph, ReadonlyMap<string, EditorNode>>();

/** The node with that id; the first, where several have it. */
export function nodeOf(graph: EditorGraph, nodeId: string): EditorNode | undefined {
  const known = knownNodes.get(graph) ?? new Map(graph.nodes.map((node): [string, EditorNode] => [node.id, node]).reverse());
  knownNodes.set(graph, known);
  return known.get(nodeId);
}

/** What `mode` says. Source: LGraphEventMode of ComfyUI's page. */
export const MODE = { muted: 2, bypassed: 4 } as const;
