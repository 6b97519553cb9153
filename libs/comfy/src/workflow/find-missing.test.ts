import { expect, it } from 'vitest';
import type { Workflow } from '../protocol/workflow.js';
import { findMissing } from './find-missing.js';
import { matchChoice } from './match-choice.js';
import { nearestNames } from './nearest-names.js';
import { recordedCatalogue } from './testing/recorded.js';

const catalogue = recordedCatalogue();
const one = (class_type: string, inputs: Workflow[string]['inputs'] = {}): Workflow => ({ 1: { class_type, inputs } });

it.each<[string, Workflow, object]>([
  ['an unknown class', one('KSamplr'), { kind: 'node', nearest: ['KSampler'], message: 'The server has no node class "KSamplr" (node 1 KSamplr); perhaps "KSampler"' }],
  ['a model that the server lacks, with those near it', one('CheckpointLoaderSimple', { ckpt_name: 'tiny-c.safetensors' }), { kind: 'choice', input: 'ckpt_name', value: 'tiny-c.safetensors', nearest: expect.arrayContaining(['tiny-a.safetensors']), isOpen: false }],
  ['a model of which the server has none alike', one('CheckpointLoaderSimple', { ckpt_name: 'dream' }), { message: 'node 1 CheckpointLoaderSimple has no ckpt_name "dream" on the server; it has 3 others' }],
  ['a choice inside a dynamic input', one('ResizeImageMaskNode', { 'resize_type': 'scale dimensions', 'resize_type.crop': 'centre' }), { kind: 'choice', input: 'resize_type.crop', nearest: ['center'] }],
  ['an option that does not exist', one('ResizeImageMaskNode', { resize_type: 'scale dimension' }), { kind: 'choice', input: 'resize_type' }],
  ['a file where the list is not the whole truth', one('LoadVideo', { file: 'a.mp4' }), { kind: 'choice', isOpen: true }],
  ['a node that costs money', one('FluxProUltraImageNode'), { kind: 'paid', classType: 'FluxProUltraImageNode' }],
])('finds %s', (_, workflow, expected) => {
  expect(findMissing(workflow, catalogue)).toEqual([expect.objectContaining({ nodeId: '1', ...expected })]);
});

it('finds nothing where the server has everything', () => {
  expect(findMissing({ 1: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'tiny-a.safetensors' } }, 2: { class_type: 'KSampler', inputs: { sampler_name: 'euler', model: ['1', 0] } }, 3: { class_type: 'LoadImage', inputs: { image: 'uploaded later.png' } } }, catalogue)).toEqual([]);
});

it.each([
  ['the same text', 'a/b.safetensors', ['a/b.safetensors'], 'a/b.safetensors'],
  ['a list made on Windows', 'sdxl/base.safetensors', ['x', 'sdxl\\base.safetensors'], 'sdxl\\base.safetensors'],
  ['a workflow made on Windows', 'sdxl\\sub\\base.ckpt', ['sdxl/sub/base.ckpt'], 'sdxl/sub/base.ckpt'],
  ['the same text before another spelling', 'a\\b', ['a/b', 'a\\b'], 'a\\b'],
  ['nothing for another letter', 'A/b', ['a/b'], undefined],
  ['nothing in an empty list', 'a', [], undefined],
])('matches %s', (_, value, choices, match) => {
  expect(matchChoice(value, choices)).toBe(match);
});

it.each([
  ['a slip of the finger', 'eular', ['euler', 'heun', 'lcm'], ['euler']],
  ['a part of the name', 'ancestral', ['euler', 'euler_ancestral', 'dpm_2_ancestral'], ['euler_ancestral', 'dpm_2_ancestral']],
  ['nothing that is far', 'zzz', ['euler'], []],
])('names %s', (_, name, names, nearest) => {
  expect(nearestNames(name, names)).toEqual(nearest);
});
