import type { Json } from '../protocol/exact-json.js';
import { stringifyExactJson } from '../protocol/exact-json.js';
import type { NodeError, NodeErrors, ValidationFault } from '../protocol/prompt-answer.js';

const MOST_NODES_TOLD = 3;

/**
 * What is wrong with a refused workflow, as a sentence to act on:
 * `node 4 CheckpointLoaderSimple has no checkpoint "dream.safetensors"; it has 3 others`.
 */
export function describeRefusal({ fault, nodeErrors }: { fault?: ValidationFault; nodeErrors: NodeErrors }): string {
  const nodes = Object.entries(nodeErrors).filter(([, node]) => node.errors.length > 0);
  if (nodes.length === 0) return fault === undefined ? 'it gave no reason' : describeFault(fault);
  const told = nodes.slice(0, MOST_NODES_TOLD).map(([nodeId, node]) => `node ${nodeId} ${node.class_type} ${describeNode(node)}`);
  const rest = nodes.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more nodes have errors`] : [])].join('. ');
}

function describeNode(node: NodeError): string {
  return [...new Set(node.errors.map(describeNodeFault))].join(', and ');
}

const NODE_FAULTS: Record<string, (fault: ValidationFault) => string> = {
  required_input_missing: (fault) => `lacks its input "${inputOf(fault)}"`,
  value_not_in_list: describeMissingChoice,
  value_smaller_than_min: (fault) => `has ${inputOf(fault)} ${receivedOf(fault)}, less than its least, ${optionOf(fault, 'min')}`,
  value_bigger_than_max: (fault) => `has ${inputOf(fault)} ${receivedOf(fault)}, more than its most, ${optionOf(fault, 'max')}`,
  invalid_input_type: (fault) => `cannot read ${inputOf(fault)} ${receivedOf(fault)} as ${typeOf(fault)}`,
  return_type_mismatch: (fault) => `is fed ${text(fault.extra_info.received_type)} at its input "${inputOf(fault)}", which takes ${typeOf(fault)}`,
  bad_linked_input: (fault) => `has a link at "${inputOf(fault)}" that is not [node, output]`,
  custom_validation_failed: (fault) => `refuses ${fault.details || inputOf(fault)}`,
  dependency_cycle: (fault) => `feeds itself: ${fault.details}`,
  exception_during_validation: describeException,
  exception_during_inner_validation: describeException,
};

function describeNodeFault(fault: ValidationFault): string {
  const describe = NODE_FAULTS[fault.type];
  return describe === undefined ? `says: ${[fault.message, fault.details].filter((part) => part !== '').join(': ')}` : describe(fault);
}

function describeMissingChoice(fault: ValidationFault): string {
  const others = countChoices(fault);
  const count = others === undefined ? '' : others === 0 ? '; it has none at all' : `; it has ${others} ${others === 1 ? 'other' : 'others'}`;
  return `has no ${nounOf(inputOf(fault))} ${receivedOf(fault)}${count}`;
}

/** Up to 20 choices come in `input_config`; of a longer list only the text says how long it is. */
function countChoices(fault: ValidationFault): number | undefined {
  const config = fault.extra_info.input_config;
  const long = /not in \(list of length (\d+)\)/.exec(fault.details)?.[1];
  if (long !== undefined) return Number(long);
  if (!Array.isArray(config)) return undefined;
  if (Array.isArray(config[0])) return config[0].length;
  const options = optionsOf(fault)?.options;
  return Array.isArray(options) ? options.length : undefined;
}

const NOUNS: Record<string, string> = {
  ckpt_name: 'checkpoint', lora_name: 'LoRA', vae_name: 'VAE', unet_name: 'diffusion model', clip_name: 'text encoder', clip_name1: 'text encoder',
  clip_name2: 'text encoder', control_net_name: 'ControlNet', sampler_name: 'sampler', model_name: 'model', image: 'picture',
};

function nounOf(input: string): string {
  return NOUNS[input] ?? input;
}

/** A link to nowhere comes as a Python exception of which only the type and the missing thing are left. */
function describeException(fault: ValidationFault): string {
  const type = text(fault.extra_info.exception_type);
  if (type === 'KeyError') return `has a link to something that is not in the workflow (${fault.details})`;
  if (type === 'IndexError') return 'has a link to an output that its source does not have';
  return `could not be checked: ${[type, fault.details].filter((part) => part !== '').join(': ')}`;
}

function describeFault(fault: ValidationFault): string {
  if (fault.type === 'prompt_no_outputs') return 'no node of it saves or shows anything (or none of the outputs asked for does)';
  if (fault.type === 'missing_node_type' || fault.type === 'invalid_prompt') return describeUnknownClass(fault);
  return [fault.message, fault.details].filter((part) => part !== '').join(': ');
}

function describeUnknownClass(fault: ValidationFault): string {
  const { node_id: nodeId, class_type: classType } = fault.extra_info;
  if (typeof classType !== 'string') return [fault.message, fault.details].filter((part) => part !== '').join(': ');
  return `it does not know ${classType}, the class of node ${text(nodeId)}; a custom node pack is missing there`;
}

function inputOf(fault: ValidationFault): string {
  return typeof fault.extra_info.input_name === 'string' ? fault.extra_info.input_name : fault.details;
}

function receivedOf(fault: ValidationFault): string {
  const value = fault.extra_info.received_value;
  return typeof value === 'string' ? `"${value.length > 120 ? `${value.slice(0, 120)}…` : value}"` : text(value);
}

function typeOf(fault: ValidationFault): string {
  const config = fault.extra_info.input_config;
  return Array.isArray(config) && typeof config[0] === 'string' ? config[0] : 'what it takes';
}

function optionOf(fault: ValidationFault, name: string): string {
  return text(optionsOf(fault)?.[name]);
}

function optionsOf(fault: ValidationFault): { [key: string]: Json } | undefined {
  const config = fault.extra_info.input_config;
  const options = Array.isArray(config) ? config[1] : undefined;
  return typeof options === 'object' && options !== null && !Array.isArray(options) ? options : undefined;
}

function text(value: Json | undefined): string {
  if (value === undefined) return 'unknown';
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : stringifyExactJson(value, { nonFinite: 'text' }).slice(0, 120);
}
