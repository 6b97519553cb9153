import { expect, it } from 'vitest';
import type { Json } from '../protocol/exact-json.js';
import type { Workflow } from '../protocol/workflow.js';
import { inputKind, isObject } from './input-kind.js';
import { defaultValue, nodeInputs } from './node-inputs.js';
import { readWorkflow } from './read-workflow.js';
import { editorFile, recordedCatalogue, requestsOf } from './testing/recorded.js';

const catalogue = recordedCatalogue();

/** What a real ComfyUI was sent for the same picture. */
const recordedPrompt = requestsOf('run-txt2img').map(({ request }) => (isObject(request.json) ? request.json.prompt : undefined)).find((prompt) => prompt !== undefined) ?? {};

function read(name: string): Workflow {
  const reading = readWorkflow(editorFile(name), catalogue);
  if (!reading.ok) throw new Error(reading.message);
  return reading.workflow;
}

function withoutTitles(workflow: Workflow): Json {
  return Object.fromEntries(Object.entries(workflow).map(([id, { class_type, inputs }]) => [id, { class_type, inputs: { ...inputs } }]));
}

function recordedWith(changes: Record<string, Record<string, Json>>, rename = (id: string): string => id): Json {
  if (!isObject(recordedPrompt)) throw new Error('no prompt was recorded');
  return Object.fromEntries(Object.entries(recordedPrompt).map(([id, node]) => {
    if (!isObject(node) || !isObject(node.inputs)) throw new Error('a node was recorded without inputs');
    const inputs = Object.entries({ ...node.inputs, ...changes[id] }).map(([name, value]): [string, Json] => [name, Array.isArray(value) ? [rename(String(value[0])), value[1] ?? 0] : value]);
    return [rename(id), { class_type: node.class_type ?? '', inputs: Object.fromEntries(inputs) }];
  }));
}

it.each([
  ['lists of links, groups, notes and bent lines', 'txt2img'],
  ['links as objects, reroutes and floating links', 'txt2img-v1'],
  ['converted inputs, primitives, reroute nodes and positions as objects', 'txt2img-converted-inputs'],
  ['widgets that are all inputs, with values by name', 'txt2img-named-values'],
  ['variables that are set and got', 'set-and-get'],
])('converts %s to what ComfyUI was sent', (_, name) => {
  expect(withoutTitles(read(name))).toEqual(recordedWith({}));
});

it('keeps a seed of 2^64 − 1 exact', () => {
  expect(withoutTitles(read('txt2img-widget-inputs'))).toEqual(recordedWith({ 3: { seed: 18446744073709551615n } }));
});

it('keeps titles, and names nodes without one as the server does', () => {
  const workflow = read('txt2img');

  expect(workflow[6]?._meta?.title).toBe('positive');
  expect(workflow[4]?._meta?.title).toBe('Load Checkpoint');
});

it('leaves out muted nodes and passes by bypassed ones', () => {
  const workflow = read('muted-and-bypassed');

  const { 15: preview, ...rest } = withoutTitles(workflow) as Record<string, Json>; // an object, made above
  expect(rest).toEqual(recordedWith({}));
  expect(preview).toEqual({ class_type: 'PreviewImage', inputs: {} });
});

it('gives each use of a subgraph the values that its node shows', () => {
  const workflow = read('subgraph-promoted-widgets');

  expect(Object.keys(workflow).sort()).toEqual(['10', '4', '54:3', '54:5', '54:6', '54:7', '54:8', '55:3', '55:5', '55:6', '55:7', '55:8', '9']);
  expect([workflow['54:6']?.inputs.text, workflow['55:6']?.inputs.text]).toEqual(['a lighthouse at dusk', 'a castle']);
  expect([workflow['54:3']?.inputs.seed, workflow['55:3']?.inputs.seed]).toEqual([42, 43]);
  expect(workflow['54:3']?.inputs.model).toEqual(['4', 0]);
  expect([workflow[9]?.inputs.images, workflow[10]?.inputs.images]).toEqual([['54:8', 0], ['55:8', 0]]);
});

it('goes through nested subgraphs, with values from outside and links in', () => {
  const workflow = read('subgraph-nested');

  expect(workflow['54:73:6']?.inputs).toEqual({ text: ['30', 0], clip: ['54:4', 1] });
  expect(workflow['54:73:3']?.inputs.seed).toBe(42);
  expect(workflow['54:73:8']?.inputs.vae).toEqual(['54:4', 2]);
  expect(workflow[9]?.inputs.images).toEqual(['54:73:8', 0]);
});

it('takes the inner values of widgets that a subgraph only shows', () => {
  expect(withoutTitles(read('subgraph-proxy-widgets'))).toEqual(recordedWith({}, (id) => (id === '9' ? id : `83:${id}`)));
});

it('takes dynamic inputs apart and passes over the button of an upload', () => {
  const workflow = read('dynamic-inputs');

  expect(workflow[1]?.inputs).toEqual({ image: 'example.png' });
  expect(workflow[3]?.inputs).toEqual({ 'images.image0': ['1', 0], 'images.image1': ['2', 0] });
  expect(workflow[4]?.inputs).toEqual({ 'resize_type': 'scale dimensions', 'resize_type.width': 96, 'resize_type.height': 32, 'resize_type.crop': 'center', 'scale_method': 'area', 'input': ['3', 0] });
  expect(workflow[5]?.inputs).toEqual({ 'resize_type': 'scale by multiplier', 'resize_type.multiplier': 0.5, 'scale_method': 'bilinear', 'input': ['4', 0] });
});

it('leaves out what no output needs, and says so', () => {
  const reading = readWorkflow(editorFile('unknown-node-unused'), catalogue);

  expect(reading).toMatchObject({ ok: true, format: 'editor' });
  expect(reading.ok ? reading.warnings.map((warning) => warning.slice(0, 40)) : []).toEqual([
    expect.stringContaining('Node 30 Fast Groups Bypasser (rgthree)'), expect.stringContaining('Node 31 ImpactPreview was left out'),
  ]);
  expect(reading.ok ? Object.keys(reading.workflow) : []).not.toContain('31');
});

it.each([
  ['an unknown class that an output needs', 'unknown-node-needed', 'Node 30 UltimateSDUpscale cannot be converted: the server has no node class "UltimateSDUpscale"'],
  ['a group node', 'group-node', 'Node 3 workflow>my sampler cannot be converted: it is a group node'],
])('names %s and the two ways out', (_, name, start) => {
  const reading = readWorkflow(editorFile(name), catalogue);

  expect(reading).toMatchObject({ ok: false, message: expect.stringContaining(start) });
  expect(reading).toMatchObject({ message: expect.stringMatching(/in ComfyUI choose "Export \(API\)", or drop a picture it made$/) });
});

function withNode(node: object): string {
  return JSON.stringify({ nodes: [{ id: 1, mode: 0, inputs: [], outputs: [], ...node }], links: [], version: 0.4 });
}

it.each<[string, string, Record<string, Json>]>([
  ['a list without the companion of the seed', withNode({ type: 'RandomNoise', widgets_values: [5] }), { noise_seed: 5 }],
  ['the switch that the first pages had beside a seed', withNode({ type: 'KSamplerAdvanced', widgets_values: ['enable', 5, true, 20, 8, 'euler', 'normal', 0, 10000, 'disable'] }), { add_noise: 'enable', noise_seed: 5, steps: 20, cfg: 8, sampler_name: 'euler', scheduler: 'normal', start_at_step: 0, end_at_step: 10000, return_with_leftover_noise: 'disable' }],
  ['values by name where a node pack writes them so', withNode({ type: 'EmptyImage', widgets_values: { width: 8, height: 9, preview: {} } }), { width: 8, height: 9, batch_size: 1, color: 0 }],
  ['defaults for what an older file lacks', withNode({ type: 'EmptyImage', widgets_values: [8, 9] }), { width: 8, height: 9, batch_size: 1, color: 0 }],
  ['a node without values', withNode({ type: 'EmptyImage' }), { width: 512, height: 512, batch_size: 1, color: 0 }],
  ['a list as a literal', withNode({ type: 'CurveEditor', widgets_values: [[[0, 0], [1, 1]]] }), { curve: { __value__: [[0, 0], [1, 1]] } }],
])('reads %s', (_, text, inputs) => {
  expect(readWorkflow(text, catalogue)).toMatchObject({ ok: true, workflow: { 1: { inputs } } });
});

it('refuses values that do not fit the class as the server has it', () => {
  const reading = readWorkflow(withNode({ type: 'EmptyImage', widgets_values: ['euler', 9] }), catalogue);

  expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('Node 1 EmptyImage cannot be converted: its value "euler" is none that "width" (int) takes') });
});

it('refuses what only the page can make', () => {
  const reading = readWorkflow(withNode({ type: 'Load3D', widgets_values: ['a.glb', '', 1024, 1024] }), catalogue);

  expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('ComfyUI’s page makes its "image" anew each time') });
});

it('refuses widgets that only their own page code knows', () => {
  const reading = readWorkflow(withNode({ type: 'EmptyImage', widgets_values: [8, 9, 1, 0, { on: true, lora: 'a.safetensors' }] }), catalogue);

  expect(reading).toMatchObject({ ok: false, message: expect.stringContaining('it has widgets that only its own page code knows') });
});

it('reads a list in which an older page kept a value for an input that takes only links', () => {
  const [type, spec] = Object.entries(catalogue).find(([, candidate]) => {
    const inputs = nodeInputs(candidate, {});
    const forced = inputs.findIndex((input) => input.spec[1]?.forceInput === true && input.spec[0] === 'STRING');
    return forced !== -1 && inputs.slice(forced + 1).some(({ spec: [next] }) => next === 'INT' || next === 'FLOAT');
  }) ?? ['', undefined];
  const inputs = spec === undefined ? [] : nodeInputs(spec, {}).filter((input) => input.spec[1]?.forceInput === true || inputKind(input.name, input.spec) !== undefined);
  const values = inputs.map(({ spec: input }) => (input[1]?.forceInput === true ? 'kept by an older page' : defaultValue(input) ?? null));

  const reading = readWorkflow(withNode({ type, widgets_values: values }), catalogue);

  const own = inputs.filter(({ spec: input }) => input[1]?.forceInput !== true && defaultValue(input) !== undefined);
  expect(own.length).toBeGreaterThan(0);
  expect(reading).toMatchObject({ ok: true, workflow: { 1: { inputs: Object.fromEntries(own.map(({ name, spec: input }) => [name, defaultValue(input)])) } } });
});

it('refuses a subgraph that contains itself', () => {
  const sub = 'aaaaaaaa-0000-4000-8000-000000000001';
  const text = JSON.stringify({ nodes: [{ id: 1, type: sub }], links: [], definitions: { subgraphs: [{ id: sub, nodes: [{ id: 2, type: sub }], links: [] }] } });

  expect(readWorkflow(text, catalogue)).toMatchObject({ ok: false, message: expect.stringContaining('contains itself') });
});

it('refuses subgraphs in each other that multiply without end', () => {
  const type = (level: number): string => `aaaaaaaa-0000-4000-8000-${String(level).padStart(12, '0')}`;
  const nodes = (level: number): object[] => Array.from({ length: 10 }, (_, id) => ({ id, type: type(level) }));
  const subgraphs = Array.from({ length: 12 }, (_, level) => ({ id: type(level), nodes: nodes(level + 1), links: [] }));

  expect(readWorkflow(JSON.stringify({ nodes: nodes(0), links: [], definitions: { subgraphs } }), catalogue)).toMatchObject({ ok: false, message: expect.stringContaining('more than 20000 nodes') });
});

it('reads the values of every class of a real server, but those with a view of their own, from the list that its page would write', () => {
  const different = Object.entries(catalogue).filter(([, spec]) => !nodeInputs(spec, {}).some(({ spec: [type] }) => type === 'LOAD_3D' || type === 'WEBCAM')).flatMap(([type, spec]) => {
    const expected: [string, Json][] = [];
    const values: Json[] = [];
    for (const { name, spec: input } of nodeInputs(spec, {})) {
      const kind = inputKind(name, input);
      if (kind === undefined) continue;
      const value = { int: 7, float: 0.25, text: `text ${values.length}`, boolean: true, image: 'a.png', choice: defaultValue(input) ?? 'none' }[kind.type];
      expected.push([name, value]);
      values.push(value);
      if (kind.type === 'int' && (kind.isSeed === true || input[1]?.control_after_generate !== undefined)) values.push('randomize');
    }
    const reading = readWorkflow(JSON.stringify({ nodes: [{ id: 1, type, widgets_values: values }], links: [] }), catalogue);
    const inputs = reading.ok ? reading.workflow[1]?.inputs : {};
    return expected.every(([name, value]) => inputs?.[name] === value) ? [] : [type];
  });

  expect(different).toEqual([]);
});

it('finds the graph in a request that the page sent', () => {
  const request = { client_id: 'a', prompt: { 1: { class_type: 'SaveImage', inputs: {} } }, extra_data: { extra_pnginfo: { workflow: { nodes: [] } } } };

  expect(readWorkflow(JSON.stringify(request), catalogue)).toMatchObject({ ok: true, format: 'api', editorGraph: { nodes: [] } });
});

it.each([
  ['an empty file', ' \n', 'The file is empty'],
  ['no JSON', 'steps: 20', 'The file is no JSON'],
  ['JSON that is cut off', '{"3": {"class_type": "KSam', 'The file is no JSON'],
  ['a list', '[1, 2]', 'no ComfyUI workflow'],
  ['an object of something else', '{"name": "package", "version": "1"}', 'nothing in it is a node'],
  ['no nodes', '{}', 'has no nodes'],
  ['an empty graph', '{"nodes": [], "links": []}', 'has no nodes'],
  ['a graph of notes', withNode({ type: 'Note', widgets_values: ['x'] }), 'no nodes that run'],
  ['a node without a class', '{"1": {"class_type": "EmptyImage", "inputs": {}}, "2": {"inputs": {}}}', '"2" is no node'],
  ['a link to nowhere', '{"1": {"class_type": "SaveImage", "inputs": {"images": ["99", 0]}}}', 'linked to node 99, which is not there'],
  ['a number that is none', '{"1": {"class_type": "KSampler", "inputs": {"cfg": NaN}}}', '"cfg" of node 1 KSampler is NaN or infinite'],
  ['a graph whose nodes have another shape', '{"nodes": [{"type": 5}], "links": []}', 'cannot be read'],
])('says what is wrong with %s', (_, text, part) => {
  expect(readWorkflow(text, catalogue)).toMatchObject({ ok: false, message: expect.stringContaining(part) });
});

it('prefers the prompt beside a graph, and keeps the graph', () => {
  const prompt = { 1: { class_type: 'EmptyImage', inputs: { width: 8 }, is_changed: [0] } };
  const graph = JSON.parse(editorFile('txt2img')) as Json; // a file of ours

  const reading = readWorkflow(JSON.stringify({ prompt: JSON.stringify(prompt).replace('[0]', '[NaN]'), workflow: graph }), catalogue);

  expect(reading).toEqual({ ok: true, format: 'api', workflow: { 1: { class_type: 'EmptyImage', inputs: { width: 8 } } }, editorGraph: graph, warnings: [expect.stringContaining('no output node')] });
});

it('gives a node without inputs an empty object of them', () => {
  expect(readWorkflow('{"1": {"class_type": "SaveImage"}}', catalogue)).toMatchObject({ ok: true, workflow: { 1: { inputs: {} } } });
});
