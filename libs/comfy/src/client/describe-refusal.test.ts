import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseExactJson, type Json } from '../protocol/exact-json.js';
import { promptRefused, type ValidationFault } from '../protocol/prompt-answer.js';
import { describeRefusal } from './describe-refusal.js';

const fault = (type: string, extra: Record<string, Json>, details = ''): ValidationFault => ({ type, message: 'message', details, extra_info: extra });
const refusalOf = (classType: string, ...errors: ValidationFault[]) => ({ nodeErrors: { 4: { errors, dependent_outputs: ['9'], class_type: classType } } });

it.each<[string, Parameters<typeof describeRefusal>[0], string]>([
  ['a missing checkpoint, with how many others there are', refusalOf('CheckpointLoaderSimple', fault('value_not_in_list', { input_name: 'ckpt_name', input_config: [['a', 'b', 'c'], {}], received_value: 'dream.safetensors' })), 'node 4 CheckpointLoaderSimple has no checkpoint "dream.safetensors"; it has 3 others'],
  ['a missing choice of the new form', refusalOf('KSamplerSelect', fault('value_not_in_list', { input_name: 'sampler_name', input_config: ['COMBO', { options: ['euler'] }], received_value: 'euller' })), 'node 4 KSamplerSelect has no sampler "euller"; it has 1 other'],
  ['a missing choice of a list too long to be sent', refusalOf('LoraLoader', fault('value_not_in_list', { input_name: 'lora_name', input_config: null, received_value: 'x' }, "lora_name: 'x' not in (list of length 400)")), 'node 4 LoraLoader has no LoRA "x"; it has 400 others'],
  ['an empty list', refusalOf('CheckpointLoaderSimple', fault('value_not_in_list', { input_name: 'ckpt_name', input_config: [[], {}], received_value: 'x' })), 'node 4 CheckpointLoaderSimple has no checkpoint "x"; it has none at all'],
  ['a seed out of range, to the last digit', refusalOf('KSampler', fault('value_bigger_than_max', { input_name: 'seed', input_config: ['INT', { max: 18446744073709551615n }], received_value: 18446744073709551616n })), 'node 4 KSampler has seed 18446744073709551616, more than its most, 18446744073709551615'],
  ['an input that is not there', refusalOf('ImageScale', fault('required_input_missing', { input_name: 'upscale_method' })), 'node 4 ImageScale lacks its input "upscale_method"'],
  ['the wrong type on a link', refusalOf('VAEDecode', fault('return_type_mismatch', { input_name: 'samples', input_config: ['LATENT', {}], received_type: 'IMAGE' })), 'node 4 VAEDecode is fed IMAGE at its input "samples", which takes LATENT'],
  ['two faults of one node', refusalOf('KSampler', fault('required_input_missing', { input_name: 'seed' }), fault('value_smaller_than_min', { input_name: 'steps', input_config: ['INT', { min: 1 }], received_value: 0 })), 'node 4 KSampler lacks its input "seed", and has steps 0, less than its least, 1'],
  ['a fault of a kind not known yet, in its own words', refusalOf('X', { type: 'new_fault', message: 'Something else', details: 'here', extra_info: {} }), 'node 4 X says: Something else: here'],
  ['an unknown node class', { fault: fault('missing_node_type', { node_id: '7', class_type: 'FaceDetailer' }), nodeErrors: {} }, 'it does not know FaceDetailer, the class of node 7; a custom node pack is missing there'],
  ['a workflow without outputs', { fault: fault('prompt_no_outputs', {}), nodeErrors: {} }, 'no node of it saves or shows anything (or none of the outputs asked for does)'],
])('tells of %s', (_, refusal, sentence) => {
  expect(describeRefusal(refusal)).toBe(sentence);
});

it('tells of three nodes and counts the rest', () => {
  const node = { errors: [fault('required_input_missing', { input_name: 'a' })], dependent_outputs: [], class_type: 'X' };

  expect(describeRefusal({ nodeErrors: { 1: node, 2: node, 3: node, 4: node, 5: node } })).toBe('node 1 X lacks its input "a". node 2 X lacks its input "a". node 3 X lacks its input "a". and 2 more nodes have errors');
});

const recorded = z400();

it('has 40 recorded refusals to tell of', () => {
  expect(recorded.length).toBeGreaterThan(40);
});

it.each(recorded)('finds words for the recorded refusal: %s', (_, body) => {
  const refusal = promptRefused.parse(body);

  const sentence = describeRefusal({ fault: refusal.error, nodeErrors: refusal.node_errors });

  expect(sentence).not.toMatch(/undefined|\[object|unknown|Traceback|gave no reason/);
  for (const nodeId of Object.keys(refusal.node_errors).slice(0, 3)) expect(sentence).toContain(`node ${nodeId} `);
});

function z400(): [string, Json][] {
  const text = readFileSync(new URL('../../../../test/recorded/comfyui/0.33.0/validation.json', import.meta.url), 'utf8');
  // Our own recording: its shape is known.
  const { steps } = parseExactJson(text) as unknown as { steps: { kind: string; text?: string; response?: { status: number; json?: Json } }[] };
  let note = '';
  return steps.flatMap((step, index): [string, Json][] => {
    if (step.kind === 'note') note = step.text ?? '';
    return step.response?.status === 400 && step.response.json !== undefined ? [[`${note} (step ${index})`, step.response.json]] : [];
  });
}
