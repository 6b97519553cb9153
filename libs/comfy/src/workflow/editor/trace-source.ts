import type { Json } from '../../protocol/exact-json.js';
import { MODE, nodeOf, type EditorNode, type EditorSlot } from './editor-graph.js';
import { executionId, type Scope } from './scope.js';

/** What really feeds an input once everything that only the editor knows is gone. */
export type Source = { kind: 'link'; nodeId: string; slot: number } | { kind: 'value'; value: Json; /** The editor's node that holds the value, and where in its values. */ holder: EditorNode; at: number | string };

// No graph that a person made goes through so much between two nodes; one that was made to would end the stack.
const MAX_STEPS = 500;

/** Follows an input's link up through reroutes, primitives, bypassed nodes and subgraphs, in and out; undefined where it ends in nothing. */
export function traceInput(scope: Scope, node: EditorNode, slot: EditorSlot, type = slot.type, seen = new Set<string>()): Source | undefined {
  const key = `${executionId(scope, node)} < ${slot.name}`;
  const link = slot.link === undefined ? undefined : scope.graph.links.get(slot.link);
  if (link === undefined || seen.has(key) || seen.size >= MAX_STEPS) return undefined;
  seen.add(key);
  if (scope.host !== undefined && link.originId === scope.graph.inputNodeId) return traceHostInput(scope.host, scope.graph.inputs[link.originSlot]?.name, type, seen);
  const origin = nodeOf(scope.graph, link.originId);
  return origin === undefined ? undefined : traceOutput(scope, origin, link.originSlot, type, seen);
}

/** Out of a subgraph: its node's link, or the value that the node shows. */
function traceHostInput({ node, scope, values }: NonNullable<Scope['host']>, name: string | undefined, type: string, seen: Set<string>): Source | undefined {
  if (name === undefined) return undefined;
  const slot = node.inputs.find((candidate) => candidate.name === name);
  if (slot?.link !== undefined) return traceInput(scope, node, slot, type, seen);
  const value = values.byInput.get(name);
  return value === undefined ? undefined : { kind: 'value', value, holder: node, at: values.at.get(name) ?? name };
}

function traceOutput(scope: Scope, node: EditorNode, index: number, type: string, seen: Set<string>): Source | undefined {
  if (node.mode === MODE.muted) return undefined;
  if (node.mode === MODE.bypassed) return traceThrough(scope, node, bypassSlot(node, index, type), type, seen);
  const inner = scope.inner.get(node.id);
  if (inner !== undefined) return traceInnerOutput(inner, index, type, seen);
  if (isReroute(node)) return traceThrough(scope, node, node.inputs[0], type, seen);
  if (node.type === 'PrimitiveNode') return primitiveValue(node);
  if (node.type === 'SetNode') return traceThrough(scope, node, node.inputs[0], type, seen);
  if (node.type === 'GetNode') return traceVariable(scope, node, type, seen);
  return { kind: 'link', nodeId: executionId(scope, node), slot: index };
}

/** Only bends lines. */
export function isReroute({ type }: EditorNode): boolean {
  return /^Reroute($| \()/.test(type);
}

function traceThrough(scope: Scope, node: EditorNode, slot: EditorSlot | undefined, type: string, seen: Set<string>): Source | undefined {
  return slot === undefined ? undefined : traceInput(scope, node, slot, type, seen);
}

function traceInnerOutput(scope: Scope, index: number, type: string, seen: Set<string>): Source | undefined {
  const { graph } = scope;
  const link = [...graph.links.values()].find(({ targetId, targetSlot }) => targetId === graph.outputNodeId && targetSlot === index);
  if (link === undefined) return undefined;
  // An output that is joined to an input inside lets it pass.
  if (scope.host !== undefined && link.originId === graph.inputNodeId) return traceHostInput(scope.host, graph.inputs[link.originSlot]?.name, type, seen);
  const origin = nodeOf(graph, link.originId);
  return origin === undefined ? undefined : traceOutput(scope, origin, link.originSlot, type, seen);
}

function primitiveValue(node: EditorNode): Source | undefined {
  const value = Array.isArray(node.values) ? node.values[0] : undefined;
  return value === undefined || value === null ? undefined : { kind: 'value', value, holder: node, at: 0 };
}

/** KJNodes' named variables: a GetNode gives what the SetNode of the same name takes, here or further out. */
function traceVariable(scope: Scope, node: EditorNode, type: string, seen: Set<string>): Source | undefined {
  const name = Array.isArray(node.values) ? node.values[0] : undefined;
  for (let at: Scope | undefined = scope; at !== undefined; at = at.host?.scope) {
    const setter = at.graph.nodes.find((candidate) => candidate.type === 'SetNode' && Array.isArray(candidate.values) && candidate.values[0] === name);
    if (setter !== undefined) return traceOutput(at, setter, 0, type, seen);
  }
  return undefined;
}

/**
 * The input that takes the place of a bypassed node's output: the one opposite if its type goes, else the first of exactly that type, else the first that goes.
 * Source: how ComfyUI's page resolves bypassed nodes.
 */
function bypassSlot(node: EditorNode, index: number, type: string): EditorSlot | undefined {
  const opposite = node.inputs[index];
  if (type === '*' || type === '') return opposite ?? node.inputs[0];
  const given = node.outputs[index]?.type ?? type;
  const goes = (slot: EditorSlot): boolean => connects(slot.type, given) && connects(slot.type, type);
  if (opposite !== undefined && goes(opposite)) return opposite;
  return node.inputs.find((slot) => slot.type === type) ?? node.inputs.find(goes);
}

function connects(a: string, b: string): boolean {
  if (a === '*' || b === '*' || a === '' || b === '') return true;
  const names = b.toLowerCase().split(',');
  return a.toLowerCase().split(',').some((name) => names.includes(name));
}
