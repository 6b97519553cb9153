import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExactJson, stringifyExactJson, type Json } from '../protocol/exact-json.js';
import { workflow as workflowSchema, type Workflow } from '../protocol/workflow.js';
import { bindWorkflow, UnknownInputError } from './bind-workflow.js';
import { CannotBypassError } from './bypass-node.js';
import { compareExecuted } from './compare-executed.js';
import type { Scalar } from './input-kind.js';
import { listInputs } from './list-inputs.js';
import { lora, txt2img } from './templates/text-to-image.js';
import { recordedCatalogue } from './testing/recorded.js';

const catalogue = recordedCatalogue();
const dynamic: Workflow = { 1: { class_type: 'ResizeImageMaskNode', inputs: { 'resize_type': 'scale dimensions', 'resize_type.width': 8 } } };
const packed: Workflow = { 1: { class_type: 'Packed', inputs: { lora: { on: true, strength: 0.5 }, seed: 5 } } };

function valueAt(workflow: Workflow, path: string, value: Scalar, known = true): Json | undefined {
  const dot = path.indexOf('.');
  return bindWorkflow(workflow, { set: { [path]: value }, bypass: [] }, known ? { catalogue } : {})[path.slice(0, dot)]?.inputs[path.slice(dot + 1)];
}

it.each<[string, Workflow, string, Scalar, Json]>([
  ['a number', txt2img.workflow, '3.steps', 8, 8],
  ['zero', txt2img.workflow, '3.seed', 0, 0],
  ['decimal text as an exact integer', txt2img.workflow, '3.seed', '18446744073709551615', 18446744073709551615n],
  ['decimal text that a double can hold as a number', txt2img.workflow, '3.seed', '42', 42],
  ['decimal text for a FLOAT', txt2img.workflow, '3.cfg', '7.5', 7.5],
  ['digits as text where text is wanted', txt2img.workflow, '6.text', '1984', '1984'],
  ['a number as text where text is wanted', txt2img.workflow, '6.text', 1984, '1984'],
  ['empty text', txt2img.workflow, '6.text', '', ''],
  ['false', { 1: { class_type: 'SamplerCustom', inputs: { add_noise: true } } }, '1.add_noise', false, false],
  ['an input that the workflow leaves at its default', { 1: { class_type: 'CLIPLoader', inputs: {} } }, '1.device', 'cpu', 'cpu'],
])('sets %s', (_, workflow, path, value, bound) => {
  expect(valueAt(workflow, path, value)).toBe(bound);
});

it('lets the literal decide where no catalogue is given', () => {
  expect([valueAt(txt2img.workflow, '3.seed', '18446744073709551615', false), valueAt(txt2img.workflow, '6.text', '12', false)]).toEqual([18446744073709551615n, '12']);
});

it('sets a member of an object, and leaves the given workflow as it is', () => {
  const before = structuredClone(packed);

  const bound = bindWorkflow(packed, { set: { '1.lora.strength': 0.75 }, bypass: [] });

  expect(bound[1]?.inputs).toEqual({ lora: { on: true, strength: 0.75 }, seed: 5 });
  expect(packed).toEqual(before);
});

it('chooses an option before it sets what the option brings', () => {
  const bound = bindWorkflow(dynamic, { set: { '1.resize_type.multiplier': 2, '1.resize_type': 'scale by multiplier' }, bypass: [] }, { catalogue });

  expect(bound[1]?.inputs).toMatchObject({ 'resize_type': 'scale by multiplier', 'resize_type.multiplier': 2 });
});

it('spells model names as the server does', () => {
  const windows = { ...catalogue, CheckpointLoaderSimple: { ...catalogue.CheckpointLoaderSimple!, input: { required: { ckpt_name: [['sdxl\\base.safetensors', 'b.safetensors']] as [Json[]] }, optional: {}, hidden: {} } } };
  const workflow: Workflow = { 4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sdxl/base.safetensors' } } };

  expect(bindWorkflow(workflow, { set: {}, bypass: [] }, { catalogue: windows })[4]?.inputs.ckpt_name).toBe('sdxl\\base.safetensors');
});

it.each<[string, Workflow, string, string]>([
  ['a node that is not there', txt2img.workflow, '99.seed', 'the workflow has no node 99'],
  ['an input that nobody reads', txt2img.workflow, '3.sede', 'node 3 KSampler has no input "sede"'],
  ['an input that a link feeds', txt2img.workflow, '3.model', 'a link from node 4 CheckpointLoaderSimple "Checkpoint" feeds it'],
  ['a member that is not there', packed, '1.lora.name', 'has no input "lora.name"'],
  ['a name that every object has', txt2img.workflow, 'constructor.name', 'the workflow has no node constructor'],
  ['a path without input', txt2img.workflow, '3', 'the workflow has no node 3'],
])('refuses to set %s', (_, workflow, path, part) => {
  const bind = () => bindWorkflow(workflow, { set: { [path]: 1 }, bypass: [] }, { catalogue });

  expect(bind).toThrow(UnknownInputError);
  expect(bind).toThrow(part);
});

it('bypasses a LoRA: what used it takes what it took', () => {
  const bound = bindWorkflow(lora.workflow, { set: { '10.strength_model': 0.5 }, bypass: ['10'] }, { catalogue });

  expect(bound[10]).toBeUndefined();
  expect([bound[3]?.inputs.model, bound[6]?.inputs.clip, bound[7]?.inputs.clip]).toEqual([['4', 0], ['4', 1], ['4', 1]]);
});

it('bypasses several nodes in a row', () => {
  const second = { class_type: 'LoraLoader', inputs: { lora_name: 'tiny.safetensors', model: ['10', 0], clip: ['10', 1] } };
  const workflow: Workflow = { ...lora.workflow, 11: second, 3: { class_type: 'KSampler', inputs: { ...lora.workflow[3]?.inputs, model: ['11', 0] } } };

  expect(bindWorkflow(workflow, { set: {}, bypass: ['10', '11'] }, { catalogue })[3]?.inputs.model).toEqual(['4', 0]);
  expect(bindWorkflow(workflow, { set: {}, bypass: ['11', '10'] }, { catalogue })[3]?.inputs.model).toEqual(['4', 0]);
});

it.each<[string, string, object, string]>([
  ['a node whose output nothing can replace', '4', { catalogue }, 'needs MODEL for "model"'],
  ['a node that is not there', '99', { catalogue }, 'no such node'],
  ['a node of an unknown class', '3', {}, 'knows its class'],
])('refuses to bypass %s', (_, nodeId, options, part) => {
  const bind = () => bindWorkflow(txt2img.workflow, { set: {}, bypass: [nodeId] }, options);

  expect(bind).toThrow(CannotBypassError);
  expect(bind).toThrow(part);
});

it('leaves an optional input open where nothing can take the place', () => {
  const workflow: Workflow = { 1: { class_type: 'EmptyImage', inputs: {} }, 2: { class_type: 'ControlNetApplyAdvanced', inputs: { strength: 1, vae: ['3', 0] } }, 3: { class_type: 'VAELoader', inputs: { vae_name: 'pixel_space' } } };

  expect(bindWorkflow(workflow, { set: {}, bypass: ['3'] }, { catalogue })[2]?.inputs).toEqual({ strength: 1 });
});

it('never gives a node without inputs', () => {
  expect(Object.values(bindWorkflow(txt2img.workflow, { set: {}, bypass: [] })).every(({ inputs }) => inputs !== undefined)).toBe(true);
});

it('binds what a server gives back unchanged', () => {
  const inputs = listInputs(lora.workflow, catalogue);
  const scalar = fc.oneof(fc.integer({ min: 0 }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String), fc.boolean(), fc.string());

  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...inputs.map(({ path }) => path)), scalar), (set) => {
    const bound = bindWorkflow(lora.workflow, { set, bypass: [] }, { catalogue });
    const answered = workflowSchema.parse(parseExactJson(stringifyExactJson({ ...bound } as Record<string, never>))); // a workflow is JSON
    expect(compareExecuted(bound, answered, ['9'], { catalogue })).toEqual([]);
  }));
});
