import type { Json } from '../protocol/exact-json.js';
import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { bypassNode } from './bypass-node.js';
import { coerceScalar } from './coerce-scalar.js';
import { inputKind, isObject, type InputKind, type Scalar } from './input-kind.js';
import { nodeInputs } from './node-inputs.js';
import { describeNode, isLink } from './workflow-link.js';

/** What a cell fixes. Keys of `set` are `<node id>.<input>`; `bypass` are node ids. */
export interface WorkflowParameters {
  set: Readonly<Record<string, Scalar>>;
  bypass: readonly string[];
}

export interface BindOptions {
  /** What the server's nodes take. It makes bypassing possible, tells inputs that the workflow leaves at their default, and spells choices as the server does. Default: none; the workflow's own literals decide. */
  catalogue?: Catalogue;
}

/** A parameter names an input that nobody reads: the node or the input is not there, or a link feeds it. */
export class UnknownInputError extends Error {
  override readonly name = 'UnknownInputError';
  constructor(readonly path: string, reason: string) {
    super(`Cannot set ${path}: ${reason}`);
  }
}

/**
 * The workflow with a cell's parameters put in: first every `set`, then every `bypass`; the given workflow stays as it is.
 * Every node of it has `inputs` (a node without ends the worker thread of a real server).
 * Throws UnknownInputError for an input that nobody reads, CannotBypassError where nothing of the right type could go on.
 */
export function bindWorkflow(workflow: Workflow, parameters: WorkflowParameters, { catalogue = {} }: BindOptions = {}): Workflow {
  const bound: Workflow = Object.fromEntries(Object.entries(workflow).map(([nodeId, node]) => [nodeId, copyOf(node)]));
  // What chooses the options of a dynamic input comes before what the option brings.
  const paths = Object.keys(parameters.set).sort((a, b) => a.split('.').length - b.split('.').length);
  for (const path of paths) {
    const value = parameters.set[path];
    if (value !== undefined) setInput(bound, path, value, catalogue);
  }
  spellChoices(bound, catalogue);
  return parameters.bypass.reduce((current, nodeId) => bypassNode(current, nodeId, catalogue), bound);
}

function copyOf(node: WorkflowNode): WorkflowNode {
  return { ...node, inputs: { ...node.inputs } };
}

function setInput(workflow: Workflow, path: string, value: Scalar, catalogue: Catalogue): void {
  const dot = path.indexOf('.');
  const nodeId = path.slice(0, dot);
  const input = path.slice(dot + 1);
  const node = dot !== -1 && Object.hasOwn(workflow, nodeId) ? workflow[nodeId] : undefined;
  if (node === undefined) throw new UnknownInputError(path, `the workflow has no node ${dot === -1 ? path : nodeId}`);
  const { isKnown, kind } = inputOf(node, input, catalogue);
  if (isLink(node.inputs[input])) throw new UnknownInputError(path, `a link from ${describeNode(workflow, node.inputs[input][0])} feeds it`);
  if (isKnown) node.inputs[input] = coerceScalar(value, kind, node.inputs[input]);
  else if (!setMember(node.inputs, input.split('.'), value)) throw new UnknownInputError(path, `${describeNode(workflow, nodeId)} has no input "${input}"`);
}

function inputOf(node: WorkflowNode, input: string, catalogue: Catalogue): { isKnown: boolean; kind?: InputKind } {
  const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
  if (spec === undefined) return { isKnown: Object.hasOwn(node.inputs, input) };
  const found = nodeInputs(spec, node.inputs).find(({ name }) => name === input);
  const kind = found === undefined ? undefined : inputKind(input, found.spec);
  return { isKnown: found !== undefined && (kind !== undefined || Object.hasOwn(node.inputs, input)), ...(kind === undefined ? {} : { kind }) };
}

/** Sets a member of an object that is there; false where the path leads to none. */
function setMember(parent: { [key: string]: Json }, [key, ...rest]: readonly string[], value: Scalar): boolean {
  if (key === undefined || !Object.hasOwn(parent, key)) return false;
  const current = parent[key];
  if (rest.length === 0) {
    parent[key] = coerceScalar(value, undefined, current);
    return true;
  }
  if (!isObject(current)) return false;
  const copy = { ...current };
  parent[key] = copy;
  return setMember(copy, rest, value);
}

/** The same model has another spelling on a server whose folders are separated by backslashes. */
function spellChoices(workflow: Workflow, catalogue: Catalogue): void {
  for (const node of Object.values(workflow)) {
    const spec = Object.hasOwn(catalogue, node.class_type) ? catalogue[node.class_type] : undefined;
    for (const { name, spec: input } of spec === undefined ? [] : nodeInputs(spec, node.inputs)) {
      const value = node.inputs[name];
      const kind = typeof value === 'string' ? inputKind(name, input) : undefined;
      if (typeof value === 'string' && kind?.type === 'choice') node.inputs[name] = coerceScalar(value, kind, value);
    }
  }
}
