import { expect, it } from 'vitest';
import { parseExactJson, type Json } from '../protocol/exact-json.js';
import { workflow as workflowSchema, type Workflow } from '../protocol/workflow.js';
import { compareExecuted } from './compare-executed.js';
import { isObject } from './input-kind.js';
import { listOutputs } from './list-outputs.js';
import { recordedCatalogue, requestsOf } from './testing/recorded.js';

const catalogue = recordedCatalogue();

const SCENARIOS = ['run-txt2img', 'run-axes', 'run-image', 'run-outputs', 'run-text', 'sampling', 'big-numbers', 'validation', 'image-ops', 'previews', 'node-order', 'run-cached', 'submit', 'history', 'jobs', 'queue'];

/** Every prompt that was sent under an id of its own and is in a history later, with what that history says was executed. */
const runs = SCENARIOS.flatMap((scenario) => {
  const requests = requestsOf(scenario);
  const executed = new Map(requests.flatMap(({ response }) => historyPrompts(bodyOf(response))));
  return requests.flatMap(({ request, response }) => {
    const id = isObject(response.json) && request.method === 'POST' ? response.json.prompt_id : undefined;
    const body = bodyOf(request);
    const asked = isObject(body) ? workflowSchema.safeParse(body.prompt) : undefined;
    const isOnly = requests.filter((other) => isObject(other.response.json) && other.request.method === 'POST' && other.response.json.prompt_id === id).length === 1;
    const ran = typeof id === 'string' && isOnly ? executed.get(id) : undefined;
    return asked?.success === true && ran !== undefined ? [{ scenario, id, asked: asked.data, ran }] : [];
  });
});

/** The text of a body is exact where its JSON, read by doubles, is not. */
function bodyOf(message: { [key: string]: Json }): Json | undefined {
  if (typeof message.text !== 'string' || !message.text.startsWith('{')) return message.json;
  try {
    return parseExactJson(message.text, { allowNaN: true });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function historyPrompts(json: Json | undefined): [string, Workflow][] {
  return Object.entries(isObject(json) ? json : {}).flatMap(([id, entry]) => {
    const prompt = isObject(entry) && Array.isArray(entry.prompt) ? workflowSchema.safeParse(entry.prompt[2]) : undefined;
    return prompt?.success === true ? [[id, prompt.data] as [string, Workflow]] : [];
  });
}

it('finds no difference between what a real ComfyUI was asked and what it says it ran', () => {
  const different = runs.flatMap(({ scenario, id, asked, ran }) => {
    const outputs = listOutputs(asked, catalogue).map(({ nodeId }) => nodeId).filter((nodeId) => ran[nodeId] !== undefined);
    return compareExecuted(asked, ran, outputs, { catalogue }).map(({ message }) => `${scenario} ${id}: ${message}`);
  });

  expect(runs.length).toBeGreaterThan(80);
  expect(different).toEqual([]);
});

it('finds every literal that was changed', () => {
  const { asked, ran } = runs.find(({ scenario }) => scenario === 'run-txt2img') ?? { asked: {}, ran: {} };
  const missed = Object.entries(ran).flatMap(([nodeId, node]) => Object.entries(node.inputs).flatMap(([input, value]) => {
    const changed = typeof value === 'number' ? value + 0.5 : typeof value === 'string' ? `${value} ` : undefined;
    if (changed === undefined) return [];
    const lying = { ...ran, [nodeId]: { ...node, inputs: { ...node.inputs, [input]: changed } } };
    return compareExecuted(asked, lying, ['9'], { catalogue }).length === 1 ? [] : [`${nodeId}.${input}`];
  }));

  expect(missed).toEqual([]);
});

const one = (class_type: string, inputs: Record<string, Json>): Workflow => ({ 1: { class_type, inputs } });

it.each<[string, Workflow, Workflow]>([
  ['text for an INT', one('EmptyImage', { width: '32' }), one('EmptyImage', { width: 32 })],
  ['a fraction cut off for an INT', one('EmptyImage', { width: 31.7 }), one('EmptyImage', { width: 31 })],
  ['truth as a number for an INT', one('EmptyImage', { width: true }), one('EmptyImage', { width: 1 })],
  ['a big integer', one('RandomNoise', { noise_seed: '18446744073709551615' }), one('RandomNoise', { noise_seed: 18446744073709551615n })],
  ['text for a FLOAT', one('KSampler', { cfg: '7.50' }), one('KSampler', { cfg: 7.5 })],
  ['any text for a BOOLEAN', one('SamplerCustom', { add_noise: 'no' }), one('SamplerCustom', { add_noise: true })],
  ['a number for a STRING', one('CLIPTextEncode', { text: 5 }), one('CLIPTextEncode', { text: '5' })],
  ['nothing for a STRING', one('SaveImage', { filename_prefix: null }), one('SaveImage', { filename_prefix: 'None' })],
  ['a wrapped list', one('CurveEditor', { curve: { __value__: [1, 2] } }), one('CurveEditor', { curve: [1, 2] })],
  ['a class that was replaced', one('Old', { a: 1, gone: 2 }), one('New', { a: 1, added: 3 })],
  ['inputs that the server added', one('KSampler', { cfg: 7 }), one('KSampler', { cfg: 7, denoise: 1 })],
  ['NaN', one('KSampler', { cfg: NaN }), one('KSampler', { cfg: NaN })],
])('takes %s for the same', (_, asked, ran) => {
  expect(compareExecuted(asked, ran, ['1'], { catalogue })).toEqual([]);
});

it.each<[string, Workflow, Workflow, string]>([
  ['a fraction cut off for a FLOAT', one('KSampler', { cfg: 7.5 }), one('KSampler', { cfg: 7 }), 'node 1 KSampler was asked for cfg 7.5 and ran with 7'],
  ['a seed off by one beyond 2^53', one('KSampler', { seed: 18446744073709551615n }), one('KSampler', { seed: 18446744073709551614n }), 'node 1 KSampler was asked for seed 18446744073709551615 and ran with 18446744073709551614'],
  ['an input that is gone', one('KSampler', { cfg: 7 }), one('KSampler', {}), 'node 1 KSampler was asked for cfg 7 and ran with nothing'],
  ['another literal of a replaced class', one('Old', { a: 1 }), one('New', { a: 2 }), 'node 1 Old was asked for a 1 and ran with 2'],
  ['another link', one('SaveImage', { images: ['8', 0] }), one('SaveImage', { images: ['8', 1] }), 'node 1 SaveImage was asked for images ["8",0] and ran with ["8",1]'],
  ['a node that was not run', one('SaveImage', {}), {}, 'node 1 SaveImage was not executed'],
])('reports %s', (_, asked, ran, message) => {
  expect(compareExecuted(asked, ran, ['1'], { catalogue }).map((difference) => difference.message)).toEqual([message]);
});

it('looks only at what the kept outputs need', () => {
  const asked = { ...one('SaveImage', { filename_prefix: 'a' }), 2: { class_type: 'EmptyImage', inputs: { width: 1 } } };

  expect(compareExecuted(asked, one('SaveImage', { filename_prefix: 'a' }), ['1'])).toEqual([]);
});
