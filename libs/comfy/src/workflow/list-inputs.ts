import type { Json } from '../protocol/exact-json.js';
import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { inputKind, isObject, kindOfValue, type InputKind } from './input-kind.js';
import { nodeInputs } from './node-inputs.js';
import { isLink, type WorkflowLink } from './workflow-link.js';

/** An input of a workflow that can be set, or could be if no link fed it. */
export interface WorkflowInput {
  /** `<node id>.<input>`, with `.key` into objects. */
  path: string;
  nodeId: string;
  nodeTitle: string;
  classType: string;
  input: string;
  kind: InputKind;
  /** What the workflow says now; absent where it says nothing, and where a link feeds the input. */
  value?: Json;
  tooltip?: string;
  /** A link feeds it: from which node, and the path of the one input there that can be set instead, where there is one. */
  isLinked?: { nodeId: string; from?: string };
}

/**
 * All inputs that take a literal, in the workflow's order of nodes and the editor's order of inputs.
 * Where the catalogue does not know a class, the literals that are there tell their own type. Never throws.
 */
export function listInputs(workflow: Workflow, catalogue: Catalogue): WorkflowInput[] {
  return Object.keys(workflow).flatMap((nodeId) => listNodeInputs(workflow, catalogue, nodeId));
}

/** The same for one node; empty for a node that the workflow lacks. */
export function listNodeInputs(workflow: Workflow, catalogue: Catalogue, nodeId: string): WorkflowInput[] {
  const node = workflow[nodeId];
  if (node === undefined) return [];
  return candidates(node, catalogue).flatMap(({ name, kind, tooltip }) => {
    const value = Object.hasOwn(node.inputs, name) ? node.inputs[name] : undefined;
    const base = { path: `${nodeId}.${name}`, nodeId, nodeTitle: titleOf(node), classType: node.class_type, input: name, ...(tooltip === undefined ? {} : { tooltip }) };
    if (isLink(value)) return kind === undefined ? [] : [{ ...base, kind, isLinked: feedOf(workflow, catalogue, value) }];
    if (isObject(value)) return membersOf(base, value);
    const literal = kind ?? (value === undefined ? undefined : kindOfValue(value));
    return literal === undefined ? [] : [{ ...base, kind: literal, ...(value === undefined ? {} : { value }) }];
  });
}

/** A node's title; its class where nobody gave it one. */
export function titleOf(node: WorkflowNode): string {
  return node._meta?.title ?? node.class_type;
}

/** What the server says about the inputs, then what the workflow has beyond that. */
function candidates(node: WorkflowNode, catalogue: Catalogue): { name: string; kind?: InputKind; tooltip?: string }[] {
  const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
  const known = spec === undefined ? [] : nodeInputs(spec, node.inputs).map((input) => {
    const kind = inputKind(input.name, input.spec);
    const tooltip = input.spec[1]?.tooltip;
    return { name: input.name, ...(kind === undefined ? {} : { kind }), ...(typeof tooltip === 'string' ? { tooltip } : {}) };
  });
  const names = new Set(known.map(({ name }) => name));
  // What a known class does not read is not offered; of an unknown class, everything that is there.
  const further = spec === undefined ? Object.keys(node.inputs).filter((name) => !names.has(name)) : [];
  return [...known, ...further.map((name) => ({ name }))];
}

function membersOf(base: Omit<WorkflowInput, 'kind'>, value: { [key: string]: Json }): WorkflowInput[] {
  return Object.entries(value).flatMap(([key, item]) => {
    const member = { ...base, path: `${base.path}.${key}`, input: `${base.input}.${key}` };
    if (isObject(item)) return membersOf(member, item);
    const kind = kindOfValue(item);
    return kind === undefined ? [] : [{ ...member, kind, value: item }];
  });
}

/** The one literal of the node that the link comes from; two or more would be a guess. */
function feedOf(workflow: Workflow, catalogue: Catalogue, [nodeId]: WorkflowLink): { nodeId: string; from?: string } {
  const source = workflow[nodeId];
  if (source === undefined) return { nodeId };
  const literals = candidates(source, catalogue).filter(({ name, kind }) => {
    const value = source.inputs[name];
    return value !== undefined && !isLink(value) && (kind ?? kindOfValue(value)) !== undefined;
  });
  const [only] = literals;
  return literals.length === 1 && only !== undefined ? { nodeId, from: `${nodeId}.${only.name}` } : { nodeId };
}
