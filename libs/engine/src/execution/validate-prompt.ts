import type { Json } from '@gridscope/comfy';
import type { CheckContext } from '../nodes/node.js';
import { isRecord } from './input-specs.js';
import type { NodeCatalogue } from './node-catalogue.js';
import { MalformedPromptError, promptError, type NodeErrors, type PromptError } from './prompt-errors.js';
import type { VersionFeatures } from './server-version.js';
import { faultOf, startValidation, traceback, validateNode, type CheckedPrompt, type ValidatedNode } from './validate-node.js';

export type ValidatedPrompt =
  | { ok: true; prompt: CheckedPrompt; outputs: string[]; nodeErrors: Record<string, NodeErrors> }
  | { ok: false; error: PromptError; nodeErrors: Record<string, NodeErrors> };

export interface PromptValidator { catalogue: NodeCatalogue; context: CheckContext; features: VersionFeatures }

/**
 * Validates a prompt as ComfyUI does: refused whole for an unknown class, accepted when one output is valid, with the errors of the others.
 * Converted values are written into the prompt. Throws MalformedPromptError where ComfyUI answers 500.
 */
export async function validatePrompt(prompt: Json, targets: readonly string[] | undefined, validator: PromptValidator): Promise<ValidatedPrompt> {
  const entries = readEntries(prompt);
  const unknown = entries.map(([id, entry]) => missingType(id, entry, validator)).find((error) => error !== undefined);
  if (unknown) return { ok: false, error: unknown, nodeErrors: {} };
  // Every entry is an object with a known class_type now.
  const checked = Object.fromEntries(entries) as CheckedPrompt;
  const outputs = Object.keys(checked).filter((id) => isOutput(checked, id, validator.catalogue) && (targets?.includes(id) ?? true));
  if (outputs.length === 0) return { ok: false, error: promptError('prompt_no_outputs', 'Prompt has no outputs'), nodeErrors: {} };
  return validateOutputs(checked, outputs, validator);
}

async function validateOutputs(prompt: CheckedPrompt, outputs: readonly string[], { catalogue, context, features }: PromptValidator): Promise<ValidatedPrompt> {
  const validation = startValidation(prompt, catalogue, context, features.namesCycles);
  const nodeErrors: Record<string, NodeErrors> = {};
  const good: string[] = [];
  const complaints: PromptError[] = [];
  for (const output of outputs) {
    const result = await validateOutput(validation, output);
    if (result.isValid) {
      good.push(output);
      continue;
    }
    complaints.push(...result.errors);
    collectErrors(validation.validated, output, prompt, nodeErrors);
  }
  if (good.length > 0) return { ok: true, prompt, outputs: good, nodeErrors };
  const details = complaints.map(({ message, details }) => `${message}: ${details}`).join('\n');
  return { ok: false, error: promptError('prompt_outputs_failed_validation', 'Prompt outputs failed validation', details), nodeErrors };
}

async function validateOutput(validation: ReturnType<typeof startValidation>, output: string): Promise<ValidatedNode> {
  try {
    return await validateNode(validation, output);
  } catch (error) {
    const { exceptionType, message } = faultOf(error);
    // Before 0.20 a cycle was a refusal without any node error.
    const errors = exceptionType === 'RecursionError' ? [] : [promptError('exception_during_validation', 'Exception when validating node', message, { exception_type: exceptionType, traceback })];
    const result = { isValid: false, errors };
    validation.validated.set(output, result);
    return result;
  }
}

/** Every faulty node seen so far gets this output, even one that it does not need: ComfyUI's way. */
function collectErrors(validated: ReadonlyMap<string, ValidatedNode>, output: string, prompt: CheckedPrompt, nodeErrors: Record<string, NodeErrors>): void {
  for (const [id, { isValid, errors }] of validated) {
    if (isValid || errors.length === 0) continue;
    const entry = (nodeErrors[id] ??= { errors, dependent_outputs: [], class_type: prompt[id]?.class_type ?? '' });
    entry.dependent_outputs.push(output);
  }
}

function readEntries(prompt: Json): [string, Record<string, Json>][] {
  if (!isRecord(prompt)) throw new MalformedPromptError('a prompt is an object of nodes');
  return Object.entries(prompt).map(([id, entry]) => {
    if (!isRecord(entry)) throw new MalformedPromptError(`node ${id} is no object`);
    if (entry['inputs'] !== undefined && !isRecord(entry['inputs'])) throw new MalformedPromptError(`the inputs of node ${id} are no object`);
    return [id, entry];
  });
}

function isOutput(prompt: CheckedPrompt, id: string, catalogue: NodeCatalogue): boolean {
  const entry = prompt[id];
  return entry !== undefined && catalogue.spec(entry.class_type).output_node;
}

function missingType(id: string, entry: Record<string, Json>, { catalogue, features }: PromptValidator): PromptError | undefined {
  const classType = entry['class_type'];
  if (typeof classType === 'string' && catalogue.node(classType) !== undefined) return undefined;
  const details = `Node ID '#${id}'`;
  const title = isRecord(entry['_meta']) ? entry['_meta']['title'] : undefined;
  const text = missingText(id, classType, title);
  if (!features.namesMissingNodeType) return promptError('invalid_prompt', text, details);
  const shownTitle = title ?? classType ?? null;
  return promptError('missing_node_type', text, details, { node_id: id, class_type: classType ?? null, node_title: shownTitle });
}

function missingText(id: string, classType: Json | undefined, title: Json | undefined): string {
  if (classType === undefined) return `Node '${title === undefined ? `ID #${id}` : String(title)}' has no class_type. The workflow may be corrupted or a custom node is missing.`;
  const name = title ?? classType;
  return `Node '${name === null ? 'None' : String(name)}' not found. The custom node may not be installed.`;
}
