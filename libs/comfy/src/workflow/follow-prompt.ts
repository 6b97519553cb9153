import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow } from '../protocol/workflow.js';
import { isLink, type WorkflowLink } from './workflow-link.js';

/** The two prompts of a sampler. */
export type PromptRole = 'positive' | 'negative';

/** A guider hands its conditioning to the sampler under other names. Source: nodes_custom_sampler.py of ComfyUI 0.33. */
const POSITIVE_INPUTS = ['positive', 'conditioning', 'cond1', 'cond2'];
const ROLE_INPUTS: Readonly<Record<PromptRole, readonly string[]>> = { positive: POSITIVE_INPUTS, negative: ['negative'] };

/**
 * The nodes that encode the positive or negative prompt of the workflow's samplers, followed up their links through whatever
 * combines, weighs or guides (ConditioningCombine, FluxGuidance, ControlNetApplyAdvanced, CFGGuider …), each once, in the order found.
 * A conditioning that is zeroed out has no prompt.
 */
export function followPrompt(workflow: Workflow, catalogue: Catalogue, role: PromptRole): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  for (const nodeId of samplers(workflow)) followInputs(nodeId, role);
  return [...found];

  function followInputs(nodeId: string, wanted: PromptRole): void {
    const inputs = workflow[nodeId]?.inputs ?? {};
    for (const name of ROLE_INPUTS[wanted]) if (isLink(inputs[name])) follow(inputs[name], wanted);
    if (isLink(inputs.guider)) followInputs(inputs.guider[0], wanted);
  }

  function follow([nodeId, slot]: WorkflowLink, wanted: PromptRole): void {
    const node = workflow[nodeId];
    const key = `${nodeId} ${slot} ${wanted}`;
    if (node === undefined || seen.has(key) || node.class_type === 'ConditioningZeroOut') return;
    seen.add(key);
    const links = Object.entries(node.inputs).filter(([name, value]) => isLink(value) && carriesConditioning(node.class_type, name));
    if (links.length === 0) found.add(nodeId);
    else if (hasBothRoles(nodeId)) followInputs(nodeId, roleOfOutput(node.class_type, slot) ?? wanted);
    else for (const [, value] of links) if (isLink(value)) follow(value, wanted);
  }

  function carriesConditioning(classType: string, name: string): boolean {
    const spec = catalogue[classType];
    const input = spec?.input.required[name] ?? spec?.input.optional[name];
    return input === undefined ? /^(conditioning|cond|positive|negative)/.test(name) : input[0] === 'CONDITIONING';
  }

  function hasBothRoles(nodeId: string): boolean {
    const inputs = workflow[nodeId]?.inputs ?? {};
    return isLink(inputs.positive) && isLink(inputs.negative);
  }

  function roleOfOutput(classType: string, slot: number): PromptRole | undefined {
    const name = catalogue[classType]?.output_name?.[slot];
    return name === 'positive' || name === 'negative' ? name : undefined;
  }
}

/** Where prompts end: nodes that take a guider or a conditioning and are themselves nobody's conditioning or guider. */
function samplers(workflow: Workflow): string[] {
  const names = ['positive', 'negative', 'guider'];
  const passedOn = new Set(Object.values(workflow).flatMap(({ inputs }) => (
    Object.entries(inputs).flatMap(([name, value]) => (isLink(value) && (names.includes(name) || POSITIVE_INPUTS.includes(name)) ? [value[0]] : []))
  )));
  return Object.keys(workflow).filter((id) => !passedOn.has(id) && names.some((name) => isLink(workflow[id]?.inputs[name])));
}
