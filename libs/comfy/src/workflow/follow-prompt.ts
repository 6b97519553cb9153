import type { Catalogue } from '../protocol/node-spec.js';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { inputKind } from './input-kind.js';
import { nodeInputs } from './node-inputs.js';
import { isLink, type WorkflowLink } from './workflow-link.js';

/** The two prompts of a sampler. */
export type PromptRole = 'positive' | 'negative';

/**
 * A guider hands its conditioning to the sampler under other names. The second of DualCFGGuider is what the first goes beyond, a picture without the prompt,
 * and no prompt of its own. Source: nodes_custom_sampler.py of ComfyUI 0.33.
 */
const ROLE_INPUTS: Readonly<Record<PromptRole, readonly string[]>> = { positive: ['positive', 'conditioning', 'cond1'], negative: ['negative'] };
const CONDITIONING_INPUTS = [...ROLE_INPUTS.positive, ...ROLE_INPUTS.negative, 'cond2'];

/**
 * The nodes that encode the positive or negative prompt of the workflow's samplers, followed up their links through whatever
 * combines, weighs or guides (ConditioningCombine, FluxGuidance, ControlNetApplyAdvanced, CFGGuider …), each once, in the order found.
 * A conditioning that is zeroed out has no prompt, nor has a node that takes no text, as for a video from a picture.
 */
export function followPrompt(workflow: Workflow, catalogue: Catalogue, role: PromptRole): string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  // A list of its own instead of recursion: a chain of links may be longer than the stack.
  const waiting = samplers(workflow).map((nodeId): Step => ({ nodeId, role })).reverse();
  for (let step = waiting.pop(); step !== undefined; step = waiting.pop()) {
    const key = `${step.nodeId} ${step.slot ?? ''} ${step.role}`;
    if (seen.has(key)) continue;
    seen.add(key);
    waiting.push(...(step.slot === undefined ? intoInputs(step) : intoConditioning(step.nodeId, step.slot, step.role)).reverse());
  }
  return [...found];

  function intoInputs({ nodeId, role: wanted }: Step): Step[] {
    const inputs = workflow[nodeId]?.inputs ?? {};
    const links = ROLE_INPUTS[wanted].map((name) => inputs[name]).filter(isLink);
    return [...links.map((link) => stepTo(link, wanted)), ...(isLink(inputs.guider) ? [{ nodeId: inputs.guider[0], role: wanted }] : [])];
  }

  function intoConditioning(nodeId: string, slot: number, wanted: PromptRole): Step[] {
    const node = workflow[nodeId];
    if (node === undefined || node.class_type === 'ConditioningZeroOut') return [];
    const links = Object.entries(node.inputs).flatMap(([name, value]) => (isLink(value) && carriesConditioning(node.class_type, name) ? [value] : []));
    if (links.length === 0 && takesText(node)) found.add(nodeId);
    if (links.length > 0 && hasBothRoles(nodeId)) return intoInputs({ nodeId, role: roleOfOutput(node.class_type, slot) ?? wanted });
    return links.map((link) => stepTo(link, wanted));
  }

  function takesText({ class_type, inputs }: WorkflowNode): boolean {
    const spec = Object.hasOwn(catalogue, class_type) ? catalogue[class_type] : undefined;
    return spec === undefined || nodeInputs(spec, inputs).some(({ name, spec: input }) => inputKind(name, input)?.type === 'text');
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

/** A node to look at: for what its output `slot` gives, or, as a sampler or guider, for what it takes. */
interface Step { nodeId: string; slot?: number; role: PromptRole }

function stepTo([nodeId, slot]: WorkflowLink, role: PromptRole): Step {
  return { nodeId, slot, role };
}

/** Where prompts end: nodes that take a guider or a conditioning and are themselves nobody's conditioning or guider. */
function samplers(workflow: Workflow): string[] {
  const names = ['positive', 'negative', 'guider'];
  const passedOn = new Set(Object.values(workflow).flatMap(({ inputs }) => (
    Object.entries(inputs).flatMap(([name, value]) => (isLink(value) && (name === 'guider' || CONDITIONING_INPUTS.includes(name)) ? [value[0]] : []))
  )));
  return Object.keys(workflow).filter((id) => !passedOn.has(id) && names.some((name) => isLink(workflow[id]?.inputs[name])));
}
