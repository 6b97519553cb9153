import { experimentDraft } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { readDraftYaml, writeDraftYaml } from './draft-yaml';

const draft = experimentDraft.parse({
  name: 'steps × sampler',
  workflow: { template: 'txt2img' },
  set: { 'KSampler.seed': '18446744073709551615', 'positive.text': 'a lighthouse:\n  at dusk # oil' },
  axes: [{ name: 'steps', input: 'KSampler.steps', values: '2, 4' }, { name: 'LoRA', values: [{ label: 'without', bypass: 'LoraLoader' }] }],
});

it('comes back from its text as it was', () => {
  expect(readDraftYaml(writeDraftYaml(draft))).toEqual({ ok: true, draft });
});

it('leaves out what has its usual value', () => {
  expect(writeDraftYaml(draft)).not.toMatch(/tags|servers|random|skip|outputs/);
});

it('keeps every digit of a seed', () => {
  const read = readDraftYaml('name: a\nworkflow: { template: txt2img }\nset: { KSampler.seed: 18446744073709551615, KSampler.steps: 20 }\n');

  expect(read.ok && read.draft.set).toEqual({ 'KSampler.seed': '18446744073709551615', 'KSampler.steps': 20 });
});

it.each([
  ['an unclosed bracket', 'name: a\naxes: [', 2],
  ['a wrong type, at its line', 'name: a\nworkflow: { template: txt2img }\nrandom: often\n', 3],
  ['a key nobody knows, at its parent', 'name: a\nworkflow: { template: txt2img }\ncolour: red\n', 1],
])('points at %s', (_, text, line) => {
  const read = readDraftYaml(text);

  expect(read.ok ? [] : read.mistakes.map((mistake) => mistake.line)).toContain(line);
});
