import type { Json } from '../protocol/exact-json.js';
import type { Catalogue, NodeSpec } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { nodeInputs } from './node-inputs.js';
import { describeNode, isLink, type WorkflowLink } from './workflow-link.js';

/** A node cannot be left out: what it gives is needed, and nothing that it gets is of that type. */
export class CannotBypassError extends Error {
  override readonly name = 'CannotBypassError';
  constructor(readonly nodeId: string, message: string) {
    super(message);
  }
}

/**
 * The workflow without a node: whoever took its output takes the node's first input of that type instead, as in ComfyUI's editor;
 * an optional input for which there is none is left open. Throws CannotBypassError for one that is needed, for an unknown node and for an unknown class.
 */
export function bypassNode(workflow: Workflow, nodeId: string, catalogue: Catalogue): Workflow {
  const node = Object.hasOwn(workflow, nodeId) ? workflow[nodeId] : undefined;
  if (node === undefined) throw new CannotBypassError(nodeId, `Cannot bypass node ${nodeId}: the workflow has no such node`);
  const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
  if (spec === undefined) throw new CannotBypassError(nodeId, `Cannot bypass ${describeNode(workflow, nodeId)}: no server that was asked knows its class, so it is unknown what could pass through it`);
  const rest = Object.entries(workflow).filter(([id]) => id !== nodeId);
  return Object.fromEntries(rest.map(([id, consumer]) => {
    const inputs = Object.entries(consumer.inputs).flatMap(([name, value]) => relinked({ workflow, nodeId, spec, catalogue }, { id, name, value }));
    return [id, { ...consumer, inputs: Object.fromEntries(inputs) }];
  }));
}

interface Bypass { workflow: Workflow; nodeId: string; spec: NodeSpec; catalogue: Catalogue }

function relinked({ workflow, nodeId, spec, catalogue }: Bypass, { id, name, value }: { id: string; name: string; value: Json }): [string, Json][] {
  if (!isLink(value) || value[0] !== nodeId) return [[name, value]];
  const type = spec.output[value[1]];
  const source = sourceOfType(workflow, nodeId, spec, type);
  if (source !== undefined) return [[name, source]];
  if (isOptional(workflow, id, name, catalogue)) return [];
  const given = Array.isArray(type) || type === undefined ? 'what it gives' : type;
  throw new CannotBypassError(nodeId, `Cannot bypass ${describeNode(workflow, nodeId)}: ${describeNode(workflow, id)} needs ${given} for "${name}", and no input of the bypassed node passes that on`);
}

function sourceOfType(workflow: Workflow, nodeId: string, spec: NodeSpec, type: NodeSpec['output'][number] | undefined): WorkflowLink | undefined {
  const inputs = workflow[nodeId]?.inputs ?? {};
  if (typeof type !== 'string') return undefined;
  const links = nodeInputs(spec, inputs).flatMap(({ name, spec: [inputType] }) => {
    const value = inputs[name];
    return isLink(value) && typeof inputType === 'string' ? [{ value, inputType }] : [];
  });
  const exact = links.find(({ inputType }) => inputType === type);
  return (exact ?? links.find(({ inputType }) => sharesType(inputType, type)))?.value;
}

/** Types are names, several with commas, or `*` for any. */
function sharesType(a: string, b: string): boolean {
  if (a === '*' || b === '*') return true;
  const names = b.split(',');
  return a.split(',').some((name) => names.includes(name));
}

function isOptional(workflow: Workflow, nodeId: string, name: string, catalogue: Catalogue): boolean {
  const node = workflow[nodeId];
  const spec = node === undefined ? undefined : catalogue[node.class_type];
  if (node === undefined || spec === undefined) return false;
  return nodeInputs(spec, node.inputs).some((input) => input.name === name && !input.isRequired);
}
