import { expect, it } from 'vitest';
import { parseExactJson, type Json } from '../../protocol/exact-json.js';
import type { Workflow } from '../../protocol/workflow.js';
import { bindWorkflow, type WorkflowParameters } from '../bind-workflow.js';
import { canonicalJson } from '../canonical-json.js';
import { readWorkflow } from '../read-workflow.js';
import { editorFile, recordedCatalogue } from '../testing/recorded.js';
import { fillEditorGraph } from './fill-editor-graph.js';

const catalogue = recordedCatalogue();

function open(name: string): { graph: Json; workflow: Workflow } {
  const reading = readWorkflow(editorFile(name), catalogue);
  if (!reading.ok) throw new Error(reading.message);
  return { graph: parseExactJson(editorFile(name)), workflow: reading.workflow };
}

function drawn(workflow: Workflow): Json {
  return Object.fromEntries(Object.entries(workflow).map(([id, { class_type, inputs }]) => [id, { class_type, inputs }]));
}

const set = (values: WorkflowParameters['set']): WorkflowParameters => ({ set: values, bypass: [] });

it.each<[string, string, WorkflowParameters]>([
  ['widgets of nodes', 'txt2img', set({ '3.seed': '18446744073709551615', '3.cfg': 5.5, '6.text': 'a castle', '5.width': 128 })],
  ['widgets that are also kept by name', 'txt2img-named-values', set({ '3.steps': 9, '3.sampler_name': 'heun' })],
  ['widgets that are inputs', 'txt2img-widget-inputs', set({ '3.denoise': 0.5, '4.ckpt_name': 'tiny-a.safetensors' })],
  ['primitives', 'txt2img-converted-inputs', set({ '3.seed': 7, '3.steps': 8, '6.text': 'a castle', '7.text': 'sharp' })],
  ['what a subgraph’s node shows', 'subgraph-promoted-widgets', set({ '54:6.text': 'a mill', '55:3.seed': 99 })],
  ['what is shown of a nested subgraph, and what feeds it', 'subgraph-nested', set({ '54:73:3.seed': 99, '30.value': 'a mill', '54:73:3.steps': 5 })],
  ['widgets inside a subgraph', 'subgraph-proxy-widgets', set({ '83:6.text': 'a mill', '83:3.cfg': 2 })],
  ['dynamic inputs', 'dynamic-inputs', set({ '4.resize_type.width': 48, '5.scale_method': 'area', '1.image': 'other.png' })],
  ['nothing', 'txt2img', set({})],
])('puts in %s, so that the page would send the bound workflow', (_, name, parameters) => {
  const { graph, workflow } = open(name);
  const before = structuredClone(graph);

  const filled = fillEditorGraph(graph, workflow, parameters, catalogue);

  const again = readWorkflow(canonicalJson(filled ?? null), catalogue);
  expect(again.ok && drawn(again.workflow)).toEqual(drawn(bindWorkflow(workflow, parameters, { catalogue })));
  expect(graph).toEqual(before);
});

it('bypasses in the page’s own way', () => {
  const { graph, workflow } = open('muted-and-bypassed');
  const active = parseExactJson(editorFile('muted-and-bypassed').replaceAll('"mode": 4', '"mode": 0'));
  const reading = readWorkflow(canonicalJson(active), catalogue);

  const filled = fillEditorGraph(active, reading.ok ? reading.workflow : {}, { set: {}, bypass: ['12', '13', '17'] }, catalogue);

  expect(filled).toEqual(graph);
  expect(workflow[17]).toBeUndefined();
});

it.each<[string, string, WorkflowParameters]>([
  ['two uses of a subgraph would differ inside', 'subgraph-promoted-widgets', set({ '54:3.steps': 9 })],
])('gives no graph where %s', (_, name, parameters) => {
  const { graph, workflow } = open(name);

  expect(fillEditorGraph(graph, workflow, parameters, catalogue)).toBeUndefined();
});

it('gives no graph where it is not the graph of the workflow', () => {
  expect(fillEditorGraph(open('txt2img-v1').graph, open('subgraph-nested').workflow, set({ '54:73:3.seed': 1 }), catalogue)).toBeUndefined();
  expect(fillEditorGraph('no graph', open('txt2img').workflow, set({}), catalogue)).toBeUndefined();
});
