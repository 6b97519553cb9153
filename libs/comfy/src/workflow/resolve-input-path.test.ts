import { expect, it } from 'vitest';
import type { Workflow, WorkflowNode } from '../protocol/workflow.js';
import { resolveInputPath } from './resolve-input-path.js';
import { resolveNodeName } from './resolve-node-name.js';
import { flux, txt2img } from './templates/text-to-image.js';
import { recordedCatalogue } from './testing/recorded.js';

const catalogue = recordedCatalogue();

const encode = (text: string): WorkflowNode => ({ class_type: 'CLIPTextEncode', inputs: { text, clip: ['4', 1] }, _meta: { title: 'CLIP Text Encode (Prompt)' } });

/** txt2img with the nodes given, and the sampler's prompts from elsewhere. */
function withSampler(inputs: WorkflowNode['inputs'], nodes: Workflow): Workflow {
  return { ...txt2img.workflow, ...nodes, 3: { class_type: 'KSampler', inputs: { ...txt2img.workflow[3]?.inputs, ...inputs }, _meta: { title: 'KSampler' } } };
}

const subgraph: Workflow = { ...txt2img.workflow, '54:73': encode('inside'), 12: { class_type: 'LoraLoader', inputs: { lora_name: 'a' }, _meta: { title: 'My loader v1.5' } }, 13: { class_type: 'Packed', inputs: { box: { x: { left: 1 } } } } };

it.each<[string, Workflow, string, string]>([
  ['an id', txt2img.workflow, '3.seed', '3.seed'],
  ['a class that is there once', txt2img.workflow, 'KSampler.steps', '3.steps'],
  ['a class whose node has another title', txt2img.workflow, 'EmptyLatentImage.width', '5.width'],
  ['a title', txt2img.workflow, 'Negative prompt.text', '7.text'],
  ['the positive prompt', txt2img.workflow, 'positive.text', '6.text'],
  ['the negative prompt', txt2img.workflow, 'negative.text', '7.text'],
  ['an id inside a subgraph', subgraph, '54:73.text', '54:73.text'],
  ['a quoted title with a dot', subgraph, '"My loader v1.5".lora_name', '12.lora_name'],
  ['a member of an object', subgraph, 'Packed.box.x.left', '13.box.x.left'],
  ['an optional input that is not there yet', { 1: { class_type: 'CLIPLoader', inputs: { clip_name: 'a', type: 'sd3' } } }, 'CLIPLoader.device', '1.device'],
  ['a dotted input', { 1: { class_type: 'ResizeImageMaskNode', inputs: { 'resize_type': 'scale by multiplier', 'resize_type.multiplier': 2 } } }, '1.resize_type.multiplier', '1.resize_type.multiplier'],
  ['spaces around it', txt2img.workflow, ' KSampler.cfg ', '3.cfg'],
])('resolves %s', (_, workflow, path, resolved) => {
  expect(resolveInputPath(workflow, catalogue, path)).toMatchObject({ ok: true, path: resolved, input: { path: resolved } });
});

it.each<[string, Workflow, string]>([
  ['FluxGuidance and a guider', flux.workflow, '6.text'],
  ['ConditioningConcat with a part that is zeroed out', withSampler({ positive: ['20', 0] }, { 20: { class_type: 'ConditioningConcat', inputs: { conditioning_to: ['6', 0], conditioning_from: ['21', 0] } }, 21: { class_type: 'ConditioningZeroOut', inputs: { conditioning: ['7', 0] } } }), '6.text'],
  ['a ControlNet for both prompts', withSampler({ positive: ['20', 0], negative: ['20', 1] }, { 20: { class_type: 'ControlNetApplyAdvanced', inputs: { positive: ['6', 0], negative: ['7', 0], strength: 1 } } }), '6.text'],
  ['a second pass with the same prompt', withSampler({}, { 20: { class_type: 'KSampler', inputs: { positive: ['6', 0], negative: ['7', 0], latent_image: ['3', 0] } } }), '6.text'],
  ['text from a node of its own', { ...txt2img.workflow, 6: { class_type: 'CLIPTextEncode', inputs: { text: ['30', 0], clip: ['4', 1] } }, 30: { class_type: 'PrimitiveStringMultiline', inputs: { value: 'a castle' } } }, '30.value'],
])('follows the positive prompt through %s', (_, workflow, path) => {
  expect(resolveInputPath(workflow, catalogue, 'positive.text')).toMatchObject({ ok: true, path });
});

it('follows the negative prompt through the second output of a ControlNet', () => {
  const workflow = withSampler({ positive: ['20', 0], negative: ['20', 1] }, { 20: { class_type: 'ControlNetApplyAdvanced', inputs: { positive: ['6', 0], negative: ['7', 0] } } });

  expect(resolveInputPath(workflow, catalogue, 'negative.text')).toMatchObject({ ok: true, path: '7.text' });
});

const twoPrompts: Workflow = { 3: { class_type: 'KSampler', inputs: { positive: ['20', 0], negative: ['8', 0] } }, 6: encode('a'), 7: encode('b'), 8: encode('c'), 20: { class_type: 'ConditioningCombine', inputs: { conditioning_1: ['6', 0], conditioning_2: ['7', 0] } } };
const linked: Workflow = { ...txt2img.workflow, 3: { class_type: 'KSampler', inputs: { ...txt2img.workflow[3]?.inputs, seed: ['20', 0] } }, 20: { class_type: 'PrimitiveInt', inputs: { value: 5 } } };

it.each<[string, Workflow, string, string, string[]]>([
  ['a title that several have', twoPrompts, 'CLIP Text Encode (Prompt).text', 'is the name of 3 nodes', ['6.text', '7.text', '8.text']],
  ['a prompt that is combined of two', twoPrompts, 'positive.text', '"positive" leads to 2 nodes', ['6.text', '7.text']],
  ['an unknown node', txt2img.workflow, 'KSampelr.steps', 'No node has the id, title or class "KSampelr"; perhaps "KSampler"', ['KSampler.steps']],
  ['an unknown input', txt2img.workflow, 'KSampler.step', 'node 3 KSampler has no input "step"; perhaps "steps"', ['3.steps']],
  ['an input that only a link can feed', txt2img.workflow, 'KSampler.model', 'takes only a link', []],
  ['an input that a link feeds', linked, 'KSampler.seed', '3.seed is fed by a link from node 20 PrimitiveInt; vary 20.value instead', ['20.value']],
  ['a node without input', txt2img.workflow, 'SaveImage', 'say which of its inputs', ['9.filename_prefix']],
  ['a negative prompt where there is none', flux.workflow, 'negative.text', 'No sampler of the workflow has a negative prompt', []],
])('refuses %s, and says what would do', (_, workflow, path, part, candidates) => {
  const resolved = resolveInputPath(workflow, catalogue, path);

  expect(resolved).toMatchObject({ ok: false, message: expect.stringContaining(part) });
  expect(resolved.ok ? [] : resolved.candidates ?? []).toEqual(candidates);
});

it.each(['', '.seed', '   '])('refuses "%s", which is no path', (path) => {
  expect(resolveInputPath(txt2img.workflow, catalogue, path)).toMatchObject({ ok: false, message: expect.stringContaining('write node.input') });
});

it('takes the id before a title, and a title before a class', () => {
  const workflow: Workflow = { 1: { class_type: 'A', inputs: {}, _meta: { title: '2' } }, 2: { class_type: 'B', inputs: {}, _meta: { title: 'A' } } };

  expect([resolveNodeName(workflow, '2'), resolveNodeName(workflow, 'A'), resolveNodeName(workflow, '"B"')]).toEqual([{ ok: true, nodeId: '2' }, { ok: true, nodeId: '2' }, { ok: true, nodeId: '2' }]);
});
