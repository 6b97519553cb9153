import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Workflow } from '../protocol/workflow.js';
import { recipeKey } from './recipe-key.js';
import { lora } from './templates/text-to-image.js';

const workflow: Workflow = { ...lora.workflow, 4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'sdxl\\base.safetensors' } }, 90: { class_type: 'PreviewImage', inputs: { images: ['8', 0] } } };
const recipe = { kind: 'comfyui', workflow, outputs: ['9'], pictures: {} };
const key = recipeKey(recipe);

function changed(nodeId: string, input: string, value: string | number): Workflow {
  const node = workflow[nodeId] ?? { class_type: '', inputs: {} };
  return { ...workflow, [nodeId]: { ...node, inputs: { ...node.inputs, [input]: value } } };
}

it('is 64 hex digits and stays the same from version to version', () => {
  const small = recipeKey({ kind: 'comfyui', workflow: { 1: { class_type: 'EmptyImage', inputs: { width: 8 } } }, outputs: ['1'], pictures: {} });

  // sha-256 of {"kind":"comfyui","outputs":["1"],"workflow":{"1":{"class_type":"EmptyImage","inputs":{"width":8}}}}
  expect(small).toBe('eac80b0ef01008922034f17a413bb1f1dd384b8b2b77dfd45ab663210184f67f');
});

it('does not depend on the order of nodes and inputs', () => {
  fc.assert(fc.property(fc.shuffledSubarray(Object.entries(workflow), { minLength: Object.keys(workflow).length }), (nodes) => {
    const shuffled = nodes.map(([id, node]) => [`_${id}`, { ...node, inputs: Object.fromEntries(Object.entries(node.inputs).reverse()) }] as const);
    // A key that looks like a number would be put in order by JavaScript itself.
    expect(recipeKey({ ...recipe, workflow: Object.fromEntries(shuffled.map(([id, node]) => [id.slice(1), node])) })).toBe(key);
  }), { numRuns: 20 });
});

it.each<[string, Workflow]>([
  ['titles', Object.fromEntries(Object.entries(workflow).map(([id, node]) => [id, { ...node, _meta: { title: `other ${id}` } }]))],
  ['the file name prefix', changed('9', 'filename_prefix', 'gridscope/other')],
  ['separators in model names', changed('4', 'ckpt_name', 'sdxl/base.safetensors')],
  ['nodes that no kept output needs', Object.fromEntries(Object.entries(workflow).filter(([id]) => id !== '90'))],
])('does not change with %s', (_, other) => {
  expect(recipeKey({ ...recipe, workflow: other })).toBe(key);
});

it('changes with every literal that is drawn', () => {
  const literals = Object.entries(workflow).flatMap(([id, node]) => Object.entries(node.inputs).flatMap(([input, value]) => (Array.isArray(value) || input === 'filename_prefix' ? [] : [{ id, input, value }])));

  const keys = literals.map(({ id, input, value }) => recipeKey({ ...recipe, workflow: changed(id, input, typeof value === 'number' ? value + 0.01 : `${String(value)}!`) }));

  expect(literals.length).toBeGreaterThan(10);
  expect(new Set([key, ...keys]).size).toBe(keys.length + 1);
});

it.each([
  ['the kind of generator', { ...recipe, kind: 'engine' }],
  ['the kept outputs', { ...recipe, outputs: ['9', '90'] }],
  ['a backslash in a prompt', { ...recipe, workflow: changed('6', 'text', 'a \\(b\\)') }],
  ['a class', { ...recipe, workflow: { ...workflow, 5: { class_type: 'EmptySD3LatentImage', inputs: workflow[5]?.inputs ?? {} } } }],
])('changes with %s', (_, other) => {
  expect(recipeKey(other)).not.toBe(key);
});

it('tells input pictures by their bytes, not by their names', () => {
  const withPicture = (name: string, hash: string) => recipeKey({ ...recipe, workflow: { ...workflow, 9: { class_type: 'SaveImage', inputs: { images: ['5', 0] } }, 5: { class_type: 'LoadImage', inputs: { image: name } } }, pictures: { [name]: hash } });

  expect(withPicture('a.png', 'aa')).toBe(withPicture('b.png', 'aa'));
  expect(withPicture('a.png', 'aa')).not.toBe(withPicture('a.png', 'bb'));
});

it('tells seeds apart that a double cannot', () => {
  const seeded = (seed: bigint) => recipeKey({ ...recipe, workflow: { ...workflow, 3: { class_type: 'KSampler', inputs: { ...workflow[3]?.inputs, seed } } } });

  expect(seeded(18446744073709551615n)).not.toBe(seeded(18446744073709551614n));
});
