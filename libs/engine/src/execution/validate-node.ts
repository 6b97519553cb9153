import type { Json } from '@gridscope/comfy';
import type { CheckContext, EngineNode } from '../nodes/node.js';
import { NodeInputs } from '../nodes/node-inputs.js';
import { acceptsType } from './accepts-type.js';
import { checkLiteral, convertLiteral } from './check-literal.js';
import { declaredInputs, inputConfig, typeOf, type DeclaredInput } from './input-specs.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { promptError, ValidationFault, type PromptError } from './prompt-errors.js';
import { pythonRepr, pythonStr } from './python-text.js';

/** A prompt whose nodes all have a known class; `inputs` may still be missing. */
export type CheckedPrompt = Record<string, { class_type: string; inputs?: Record<string, Json>; _meta?: Json }>;
export interface ValidatedNode { isValid: boolean; errors: PromptError[] }

interface Validation { prompt: CheckedPrompt; catalogue: NodeCatalogue; context: CheckContext; namesCycles: boolean; validated: Map<string, ValidatedNode>; path: string[] }

/** Starts a validation: results are kept by node, so that a node that two outputs share is looked at once. */
export function startValidation(prompt: CheckedPrompt, catalogue: NodeCatalogue, context: CheckContext, namesCycles: boolean): Validation {
  return { prompt, catalogue, context, namesCycles, validated: new Map(), path: [] };
}

/**
 * Validates a node and all that it needs (facts §3.1), writing converted values into the prompt.
 * Throws ValidationFault where ComfyUI would raise for this node itself; faults of nodes above are reported under their own id.
 */
export async function validateNode(validation: Validation, nodeId: string): Promise<ValidatedNode> {
  const known = validation.validated.get(nodeId);
  if (known) return known;
  if (validation.path.includes(nodeId)) return reportCycle(validation, nodeId);
  const { node, inputs } = nodeAt(validation, nodeId);
  const spec = validation.catalogue.spec(node.name);
  const result: ValidatedNode = { isValid: true, errors: [] };
  validation.path.push(nodeId);
  try {
    for (const input of declaredInputs(spec, inputs)) await validateInput(validation, node, input, inputs, result);
    result.errors.push(...(await customErrors(validation.context, node, inputs)));
  } finally {
    validation.path.pop();
  }
  const cycle = validation.validated.get(nodeId);
  if (cycle) return cycle;
  if (result.errors.length > 0) result.isValid = false;
  validation.validated.set(nodeId, result);
  return result;
}

function nodeAt({ prompt, catalogue }: Validation, nodeId: string): { node: EngineNode; inputs: Record<string, Json> } {
  const entry = prompt[nodeId];
  if (entry === undefined) throw new ValidationFault('KeyError', pythonRepr(nodeId));
  if (entry.inputs === undefined) throw new ValidationFault('KeyError', "'inputs'");
  const node = catalogue.node(entry.class_type);
  if (node === undefined) throw new ValidationFault('KeyError', pythonRepr(entry.class_type));
  return { node, inputs: entry.inputs };
}

async function validateInput(validation: Validation, node: EngineNode, input: DeclaredInput, inputs: Record<string, Json>, result: ValidatedNode): Promise<void> {
  const given = inputs[input.name];
  if (given === undefined) {
    if (input.isRequired) result.errors.push(missing(input.name));
    return;
  }
  if (Array.isArray(given)) return validateLink(validation, input, given, result);
  const converted = convertLiteral(input, given);
  if (!converted.ok) {
    result.errors.push(converted.error);
    return;
  }
  inputs[input.name] = converted.value;
  const error = skipsChecks(node, input.name) ? undefined : checkLiteral(input, converted.value);
  if (error) result.errors.push(error);
}

function missing(name: string): PromptError {
  return promptError('required_input_missing', 'Required input is missing', name.split('.').at(-1) ?? name, { input_name: name });
}

function skipsChecks({ validation }: EngineNode, name: string): boolean {
  return validation !== undefined && (validation.inputs === 'all' || validation.inputs.includes(name));
}

async function validateLink(validation: Validation, input: DeclaredInput, link: Json[], result: ValidatedNode): Promise<void> {
  const [sourceId, slot] = link;
  if (link.length !== 2 || sourceId === undefined || slot === undefined) {
    result.errors.push(
      promptError('bad_linked_input', 'Bad linked input, must be a length-2 list of [node_id, slot_index]', input.name, { input_name: input.name, input_config: inputConfig(input.spec), received_value: link }),
    );
    return;
  }
  const received = outputType(validation, sourceId, slot);
  if (!acceptsType(received, typeOf(input.spec))) {
    result.errors.push(mismatch(input, received, link));
    return;
  }
  // outputType has found the node, so its id is text.
  await validateSource(validation, String(sourceId), input, link, result);
}

function outputType({ prompt, catalogue }: Validation, sourceId: Json, slot: Json): Json {
  const source = typeof sourceId === 'string' ? prompt[sourceId] : undefined;
  if (source === undefined) throw new ValidationFault('KeyError', pythonRepr(sourceId));
  const outputs = catalogue.spec(source.class_type).output;
  if (typeof slot !== 'number' || !Number.isInteger(slot)) throw new ValidationFault('TypeError', `tuple indices must be integers or slices, not ${typeof slot === 'string' ? 'str' : typeof slot}`);
  const type = outputs.at(slot);
  if (type === undefined) throw new ValidationFault('IndexError', 'tuple index out of range');
  return type;
}

function mismatch(input: DeclaredInput, received: Json, link: Json[]): PromptError {
  return promptError(
    'return_type_mismatch',
    'Return type mismatch between linked nodes',
    `${input.name}, received_type(${pythonStr(received)}) mismatch input_type(${typeOf(input.spec)})`,
    { input_name: input.name, input_config: inputConfig(input.spec), received_type: received, linked_node: link },
  );
}

async function validateSource(validation: Validation, sourceId: string, input: DeclaredInput, link: Json[], result: ValidatedNode): Promise<void> {
  try {
    const source = await validateNode(validation, sourceId);
    if (!source.isValid) result.isValid = false;
  } catch (error) {
    const { exceptionType, message } = faultOf(error);
    const inner = promptError('exception_during_inner_validation', 'Exception when validating inner node', message, {
      input_name: input.name,
      input_config: inputConfig(input.spec),
      exception_message: message,
      exception_type: exceptionType,
      traceback: traceback,
      linked_node: link,
    });
    validation.validated.set(sourceId, { isValid: false, errors: [inner] });
    result.isValid = false;
  }
}

/** In place of Python's lines: there is no Python behind this server. */
export const traceback: string[] = ['  File "execution.py", in validate_inputs\n'];

/** What was thrown, as ComfyUI would name it. */
export function faultOf(error: unknown): { exceptionType: string; message: string } {
  if (error instanceof ValidationFault) return { exceptionType: error.exceptionType, message: error.message };
  if (error instanceof Error) return { exceptionType: error.name, message: error.message };
  throw error;
}

function reportCycle(validation: Validation, nodeId: string): ValidatedNode {
  if (!validation.namesCycles) throw new ValidationFault('RecursionError', 'maximum recursion depth exceeded');
  const cycle = validation.path.slice(validation.path.indexOf(nodeId));
  const details = [...cycle, nodeId].map((id) => `${id} (${validation.prompt[id]?.class_type ?? ''})`).join(' -> ');
  for (const id of cycle) {
    const error = promptError('dependency_cycle', 'Dependency cycle detected', details, { node_id: id, cycle_nodes: cycle });
    validation.validated.set(id, { isValid: false, errors: [error] });
  }
  return { isValid: false, errors: [] };
}

async function customErrors(context: CheckContext, { validation }: EngineNode, inputs: Record<string, Json>): Promise<PromptError[]> {
  if (validation === undefined) return [];
  const literals = Object.entries(inputs).filter(([, value]) => !Array.isArray(value));
  const seen = literals.filter(([name]) => validation.inputs === 'all' || validation.inputs.includes(name));
  const verdict = await validation.check(new NodeInputs(Object.fromEntries(literals)), context);
  if (verdict === true) return [];
  const names = seen.map(([name]) => name);
  return names.map((name) => promptError('custom_validation_failed', 'Custom validation failed for node', verdict === false ? name : `${name} - ${verdict}`, { input_name: name }));
}
