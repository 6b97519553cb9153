import { expect, it } from 'vitest';
import type { Json } from '../protocol/exact-json.js';
import type { Workflow } from '../protocol/workflow.js';
import { inputKind } from './input-kind.js';
import { listInputs } from './list-inputs.js';
import { defaultOutputs, listOutputs } from './list-outputs.js';
import { defaultValue, nodeInputs } from './node-inputs.js';
import { txt2img } from './templates/text-to-image.js';
import { recordedCatalogue } from './testing/recorded.js';

const catalogue = recordedCatalogue();

function kindAt(workflow: Workflow, path: string) {
  return listInputs(workflow, catalogue).find((input) => input.path === path);
}

it('lists the inputs of every class of a real server, with defaults, empty and with nonsense', () => {
  const failed = Object.entries(catalogue).flatMap(([class_type, spec]) => {
    const names = nodeInputs(spec, {}).map(({ name, spec: input }): [string, Json] => [name, defaultValue(input) ?? null]);
    const forms: Record<string, Json>[] = [{}, Object.fromEntries(names), Object.fromEntries(names.map(([name]) => [name, ['9', 0]])), Object.fromEntries(names.map(([name]) => [name, { a: { b: 1 }, c: null }]))];
    return forms.some((inputs) => listInputs({ 1: { class_type, inputs } }, catalogue).some(({ path }) => !path.startsWith('1.'))) ? [class_type] : [];
  });

  expect(Object.keys(catalogue)).toHaveLength(886);
  expect(failed).toEqual([]);
});

it('knows the kind of every widget of a real server', () => {
  const widgets = Object.values(catalogue).flatMap((spec) => nodeInputs(spec, {}).flatMap(({ name, spec: input }) => (['INT', 'FLOAT', 'STRING', 'BOOLEAN'].includes(String(input[0])) && input[1]?.forceInput !== true ? [inputKind(name, input)] : [])));

  expect(widgets.length).toBeGreaterThan(1500);
  expect(widgets).not.toContain(undefined);
});

it.each([
  ['a seed to 2^64 − 1', '3.seed', { kind: { type: 'int', min: 0, max: '18446744073709551615', isSeed: true }, value: 42 }],
  ['a range and step', '3.cfg', { kind: { type: 'float', min: 0, max: 100, step: 0.1 }, value: 7 }],
  ['choices', '4.ckpt_name', { kind: { type: 'choice', choices: ['tiny-a.safetensors', 'tiny-b.safetensors', 'tiny-clip.safetensors'] } }],
  ['long text', '6.text', { kind: { type: 'text', multiline: true }, nodeTitle: 'Prompt', classType: 'CLIPTextEncode' }],
])('says %s', (_, path, expected) => {
  expect(kindAt(txt2img.workflow, path)).toMatchObject(expected);
});

it('offers no inputs that only links can feed', () => {
  expect(listInputs(txt2img.workflow, catalogue).map(({ input }) => input)).not.toContain('model');
});

it('names the source of a linked input', () => {
  const workflow: Workflow = { ...txt2img.workflow, 3: { class_type: 'KSampler', inputs: { ...txt2img.workflow[3]?.inputs, steps: ['20', 0], cfg: ['21', 0] } }, 20: { class_type: 'PrimitiveInt', inputs: { value: 5 } }, 21: { class_type: 'ComfyMathExpression', inputs: { a: 1, b: 2 } } };

  expect(kindAt(workflow, '3.steps')).toMatchObject({ isLinked: { nodeId: '20', from: '20.value' } });
  expect(kindAt(workflow, '3.steps')).not.toHaveProperty('value');
  expect(kindAt(workflow, '3.cfg')?.isLinked).toEqual({ nodeId: '21' });
});

it.each<[string, Workflow, string[]]>([
  ['the inputs that a choice brings', { 1: { class_type: 'ResizeImageMaskNode', inputs: { 'resize_type': 'scale by multiplier', 'resize_type.multiplier': 2 } } }, ['1.resize_type', '1.resize_type.multiplier', '1.scale_method']],
  ['an optional input that the workflow leaves out', { 1: { class_type: 'CLIPLoader', inputs: { clip_name: 'a', type: 'sd3' } } }, ['1.clip_name', '1.type', '1.device']],
  ['members of objects', { 1: { class_type: 'Unknown', inputs: { lora: { on: true, strength: 0.5, name: { file: 'a' } }, list: { __value__: [1] } } } }, ['1.lora.on', '1.lora.strength', '1.lora.name.file']],
  ['literals of an unknown class', { 1: { class_type: 'Unknown', inputs: { a: 1, b: 'x', c: ['2', 0], d: null, e: 5n } } }, ['1.a', '1.b', '1.e']],
])('lists %s', (_, workflow, paths) => {
  expect(listInputs(workflow, catalogue).map(({ path }) => path)).toEqual(paths);
});

it.each([
  ['a picture to upload', 'LoadImage', 'image', { type: 'image' }],
  ['an open list where the server has more', 'LoadVideo', 'file', { type: 'choice', isOpen: true }],
  ['a number with two link types', 'LTXVEmptyLatentAudio', 'frame_rate', { type: 'float' }],
  ['truth', 'SamplerCustom', 'add_noise', { type: 'boolean' }],
  ['a colour as text', 'ColorToRGBInt', 'color', { type: 'text' }],
])('takes %s', (_, class_type, input, kind) => {
  expect(kindAt({ 1: { class_type, inputs: {} } }, `1.${input}`)?.kind).toMatchObject(kind);
});

it('lists savers before previews, and keeps previews only where there is no saver', () => {
  const outputs = listOutputs({ 1: { class_type: 'PreviewImage', inputs: {} }, 2: { class_type: 'SaveImage', inputs: {}, _meta: { title: 'Final' } }, 3: { class_type: 'EmptyImage', inputs: {} } }, catalogue);

  expect(outputs).toEqual([{ nodeId: '2', classType: 'SaveImage', title: 'Final', isSaver: true }, { nodeId: '1', classType: 'PreviewImage', title: 'PreviewImage', isSaver: false }]);
  expect(defaultOutputs(outputs).map(({ nodeId }) => nodeId)).toEqual(['2']);
  expect(defaultOutputs(outputs.slice(1)).map(({ nodeId }) => nodeId)).toEqual(['1']);
});
