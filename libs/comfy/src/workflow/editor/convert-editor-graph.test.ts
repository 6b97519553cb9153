import { expect, it } from 'vitest';
import type { Workflow } from '../../protocol/workflow.js';
import { readWorkflow, type WorkflowReading } from '../read-workflow.js';
import { recordedCatalogue } from '../testing/recorded.js';

const catalogue = recordedCatalogue();
const SUBGRAPH = 'aaaaaaaa-0000-4000-8000-000000000001';

type Row = [id: number, origin: number, originSlot: number, target: number, targetSlot: number, type: string];

function read(nodes: object[], links: Row[] = [], more: object = {}): WorkflowReading {
  return readWorkflow(JSON.stringify({ nodes, links, version: 0.4, ...more }), catalogue);
}

function workflowOf(reading: WorkflowReading): Workflow {
  if (!reading.ok) throw new Error(reading.message);
  return reading.workflow;
}

const socket = (name: string, type: string, link: number | null = null): object => ({ name, type, link });
const widget = (name: string, type: string, link: number | null = null): object => ({ name, type, link, widget: { name } });

/** A noise node inside a subgraph whose node shows the seed, the seed's companion and a text. */
function shownNoise(values: unknown[]): WorkflowReading {
  const host = { id: 5, type: SUBGRAPH, title: 'Noise', inputs: [widget('noise_seed', 'INT'), widget('value', 'STRING')], outputs: [], widgets_values: values, properties: { proxyWidgets: [['-1', 'value'], ['-1', 'noise_seed'], ['1', 'control_after_generate']] } };
  const inside = {
    id: SUBGRAPH, inputs: [{ name: 'noise_seed', type: 'INT' }, { name: 'value', type: 'STRING' }], outputs: [],
    nodes: [
      { id: 1, type: 'RandomNoise', inputs: [widget('noise_seed', 'INT', 1)], outputs: [], widgets_values: [1, 'fixed'] },
      { id: 2, type: 'PrimitiveString', inputs: [widget('value', 'STRING', 2)], outputs: [], widgets_values: ['inside'] },
    ],
    links: [{ id: 1, origin_id: -10, origin_slot: 0, target_id: 1, target_slot: 0, type: 'INT' }, { id: 2, origin_id: -10, origin_slot: 1, target_id: 2, target_slot: 0, type: 'STRING' }],
  };
  return read([host], [], { definitions: { subgraphs: [inside] } });
}

it.each([
  ['all values', ['outside', 45, 'fixed'], 'outside', 45],
  ['a list that ends before the seed’s companion', ['outside', 45], 'outside', 45],
  ['nothing in the place of a value that the page does not keep', [null, 45], 'inside', 45],
  ['no values', [], 'inside', 1],
])('takes what a subgraph’s node shows from %s', (_, values, text, seed) => {
  const reading = shownNoise(values);

  expect([workflowOf(reading)['5:2']?.inputs.value, workflowOf(reading)['5:1']?.inputs.noise_seed]).toEqual([text, seed]);
  expect(reading).not.toMatchObject({ warnings: expect.arrayContaining([expect.stringContaining('shows')]) });
});

it('keeps the values inside a subgraph whose node has more than it shows, and says so', () => {
  const reading = shownNoise(['outside', 45, 'fixed', 7]);

  expect(workflowOf(reading)['5:1']?.inputs.noise_seed).toBe(1);
  expect(reading).toMatchObject({ warnings: expect.arrayContaining(['Node 5 Noise: it shows 3 widgets and has 4 values; those inside the subgraph were taken instead']) });
});

it('draws the links of Use Everywhere, and lets an input keep its own', () => {
  const nodes = [
    { id: 1, type: 'VAELoader', inputs: [], outputs: [{ name: 'VAE', type: 'VAE' }], widgets_values: ['a.safetensors'] },
    { id: 2, type: 'VAELoader', inputs: [], outputs: [{ name: 'VAE', type: 'VAE' }], widgets_values: ['b.safetensors'] },
    { id: 3, type: 'VAEDecode', inputs: [socket('samples', 'LATENT'), socket('vae', 'VAE')], outputs: [] },
    { id: 4, type: 'VAEDecode', inputs: [socket('samples', 'LATENT'), socket('vae', 'VAE', 1)], outputs: [] },
    { id: 5, type: 'Anything Everywhere', inputs: [socket('anything', '*', 2)], outputs: [] },
  ];
  const everywhere = [3, 4].map((downstream) => ({ downstream, downstream_slot: 1, upstream: '1', upstream_slot: 0, controller: 5, type: 'VAE' }));

  const workflow = workflowOf(read(nodes, [[1, 2, 0, 4, 1, 'VAE'], [2, 1, 0, 5, 0, 'VAE']], { extra: { ue_links: everywhere } }));

  expect([workflow[3]?.inputs.vae, workflow[4]?.inputs.vae]).toEqual([['1', 0], ['2', 0]]);
  expect(Object.keys(workflow)).toEqual(['1', '2', '3', '4']);
});

/** A loader, a bent line and a sampler in one node. */
const GROUP = {
  nodes: [
    { type: 'Reroute', inputs: [socket('', '*')], outputs: [{ name: '', type: 'MODEL' }] },
    { type: 'RandomNoise', inputs: [widget('noise_seed', 'INT')], outputs: [{ name: 'NOISE', type: 'NOISE' }], widgets_values: [1, 'fixed'] },
    { type: 'BasicScheduler', inputs: [socket('model', 'MODEL')], outputs: [{ name: 'SIGMAS', type: 'SIGMAS' }], widgets_values: ['normal', 20, 1] },
    { type: 'SplitSigmas', inputs: [socket('sigmas', 'SIGMAS')], outputs: [{ name: 'high', type: 'SIGMAS' }, { name: 'low', type: 'SIGMAS' }], widgets_values: [0] },
  ],
  links: [[null, 0, 0, 0, 9, 'MODEL'], [0, 0, 2, 0, 8, 'MODEL'], [2, 0, 3, 0, 7, 'SIGMAS']],
  external: [],
  config: { 1: { output: { 0: { visible: false } } }, 2: { output: { 0: { visible: true } } } },
};

function grouped(values: unknown[]): WorkflowReading {
  return read([
    { id: 4, type: 'CheckpointLoaderSimple', inputs: [], outputs: [{ name: 'MODEL', type: 'MODEL' }], widgets_values: ['a.safetensors'] },
    { id: 7, type: 'workflow>parts', inputs: [socket('model', 'MODEL', 1)], outputs: [{ name: 'SIGMAS', type: 'SIGMAS' }, { name: 'high', type: 'SIGMAS' }, { name: 'low', type: 'SIGMAS' }], widgets_values: values },
    { id: 8, type: 'FlipSigmas', inputs: [socket('sigmas', 'SIGMAS', 2)], outputs: [] },
    { id: 9, type: 'FlipSigmas', inputs: [socket('sigmas', 'SIGMAS', 3)], outputs: [] },
  ], [[1, 4, 0, 7, 0, 'MODEL'], [2, 7, 0, 8, 0, 'SIGMAS'], [3, 7, 2, 9, 0, 'SIGMAS']], { extra: { groupNodes: { parts: GROUP } } });
}

it('takes a group node apart: ids by place, values one node after the other, links in and out', () => {
  const workflow = workflowOf(grouped([45, 'randomize', 'karras', 8, 0.5, 3]));

  expect(Object.fromEntries(Object.entries(workflow).map(([id, { inputs }]) => [id, inputs]))).toEqual({
    '4': { ckpt_name: 'a.safetensors' }, '8': { sigmas: ['7:2', 0] }, '9': { sigmas: ['7:3', 1] },
    '7:1': { noise_seed: 45 }, '7:2': { scheduler: 'karras', steps: 8, denoise: 0.5, model: ['4', 0] }, '7:3': { step: 3, sigmas: ['7:2', 0] },
  });
});

it('refuses a group node whose values do not fit the nodes inside', () => {
  expect(grouped([45, 'randomize', 'karras', 8])).toMatchObject({ ok: false, message: expect.stringContaining('Node 7 workflow>parts cannot be converted: it is a group node') });
});

it.each([
  ['a class with a space at its end', { id: 1, type: 'ConditioningAverage ', widgets_values: [0.3] }, 'ConditioningAverage', { conditioning_to_strength: 0.3 }],
  ['a class of its own for T2I adapters', { id: 1, type: 'T2IAdapterLoader', widgets_values: ['a.pth'] }, 'ControlNetLoader', { control_net_name: 'a.pth' }],
  ['samplers as sample_…', { id: 1, type: 'KSamplerSelect', widgets_values: ['sample_euler'] }, 'KSamplerSelect', { sampler_name: 'euler' }],
])('reads what the first pages wrote: %s', (_, node, classType, inputs) => {
  expect(workflowOf(read([node]))[1]).toMatchObject({ class_type: classType, inputs });
});

it('sends texts as the page queues them, and says where it would draw lots', () => {
  const encode = (id: number, text: string): object => ({ id, type: 'CLIPTextEncode', inputs: [], outputs: [], widgets_values: [text] });

  const reading = read([encode(1, 'a {red} cat // for now'), encode(2, 'a {red|blue} cat')]);

  expect([workflowOf(reading)[1]?.inputs.text, workflowOf(reading)[2]?.inputs.text]).toEqual(['a red cat ', 'a {red|blue} cat']);
  expect(reading).toMatchObject({ warnings: [expect.stringMatching(/^Node 2 CLIPTextEncode: of what stands in braces in "text"/), expect.any(String)] });
});

it('sends the place of a choice that the page adds to a list of one’s own', () => {
  const reading = read([{ id: 1, type: 'CustomCombo', inputs: [], outputs: [], widgets_values: ['Effect', 2, 'Music', 'Voice', 'Effect', ''] }]);

  expect(workflowOf(reading)[1]?.inputs).toEqual({ choice: 'Effect', index: 2 });
});

it('names the node in the way, not the labels around it, where no output is known', () => {
  const reading = read([
    { id: 1, type: 'Label (pack)', inputs: [], outputs: [] },
    { id: 2, type: 'EmptyImage', inputs: [], outputs: [{ name: 'IMAGE', type: 'IMAGE' }], widgets_values: [8, 8, 1, 0] },
    { id: 3, type: 'Saver (pack)', inputs: [socket('images', 'IMAGE', 1)], outputs: [] },
  ], [[1, 2, 0, 3, 0, 'IMAGE']]);

  expect(reading).toMatchObject({ ok: false, nodes: [{ id: '3', classType: 'Saver (pack)' }] });
});

it('says which node lacks a link that it needs', () => {
  const reading = read([
    { id: 1, type: 'VAEDecode', mode: 2, inputs: [socket('samples', 'LATENT'), socket('vae', 'VAE')], outputs: [{ name: 'IMAGE', type: 'IMAGE' }] },
    { id: 2, type: 'SaveImage', inputs: [socket('images', 'IMAGE', 1)], outputs: [], widgets_values: ['a'] },
  ], [[1, 1, 0, 2, 0, 'IMAGE']]);

  expect(reading).toMatchObject({ ok: true, warnings: ['Nothing gives node 2 SaveImage "Save Image" its "images", which it needs'] });
});

it('refuses subgraphs that are too deep in each other', () => {
  const type = (level: number): string => `aaaaaaaa-0000-4000-8000-${String(level).padStart(12, '0')}`;
  const subgraphs = Array.from({ length: 15_000 }, (_, level) => ({ id: type(level), nodes: [{ id: 1, type: type(level + 1) }], links: [] }));

  expect(read([{ id: 1, type: type(0) }], [], { definitions: { subgraphs } })).toMatchObject({ ok: false, message: expect.stringContaining('too deep') });
});

it('reads a thousand nodes behind a bent line, and a class name as long as a chapter, in good time', () => {
  const bends = Array.from({ length: 450 }, (_, index) => ({ id: index + 1, type: 'Reroute', inputs: [socket('', '*', index)], outputs: [{ name: '', type: 'LATENT' }] }));
  const users = Array.from({ length: 1000 }, (_, index) => ({ id: 10_000 + index, type: 'VAEDecode', inputs: [socket('samples', 'LATENT', 10_000 + index)], outputs: [{ name: 'IMAGE', type: 'IMAGE' }] }));
  const links: Row[] = [...bends.map(({ id }): Row => [id - 1, id - 1, 0, id, 0, 'LATENT']), ...users.map(({ id }): Row => [id, 450, 0, id, 0, 'LATENT'])];

  expect(read([...bends, ...users], links)).toMatchObject({ ok: true });
  expect(read([{ id: 1, type: 'x'.repeat(50_000) }])).toMatchObject({ ok: false });
}, 10_000);
