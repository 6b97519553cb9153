import { describe, expect, it } from 'vitest';
import type { AxisDraft } from './axis-draft.js';
import type { InputKind } from './input-kind.js';
import type { InputResolver } from './input-resolver.js';
import { resolveAxes } from './resolve-axes.js';

const kinds: Record<string, { path: string; kind: InputKind }> = {
  'KSampler.steps': { path: '3.steps', kind: { type: 'int', min: 1, max: 10_000 } },
  'KSampler.seed': { path: '3.seed', kind: { type: 'int', min: 0, max: '18446744073709551615', isSeed: true } },
  'Second.seed': { path: '9.seed', kind: { type: 'int', min: 0, max: 4_294_967_295, isSeed: true } },
  'KSampler.sampler_name': { path: '3.sampler_name', kind: { type: 'choice', choices: ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm'] } },
  'EmptyLatentImage.width': { path: '5.width', kind: { type: 'int', min: 16, max: 16_384, step: 8 } },
  'EmptyLatentImage.height': { path: '5.height', kind: { type: 'int', min: 16, max: 16_384, step: 8 } },
  'LoraLoader.strength_model': { path: '10.strength_model', kind: { type: 'float', min: -100, max: 100, step: 0.01 } },
  'positive.text': { path: '6.text', kind: { type: 'text', multiline: true } },
  'negative.text': { path: '7.text', kind: { type: 'text', multiline: true } },
  'LoadImage.image': { path: '12.image', kind: { type: 'image' } },
};

const inputs: InputResolver = {
  resolve(path) {
    const known = kinds[path];
    return known ? { ok: true, ...known } : { ok: false, message: `No input is called ${path}.` };
  },
  resolveNode: (name) => (name === 'LoraLoader' ? { ok: true, node: '10' } : { ok: false, message: `No node is called ${name}.` }),
};

function resolve(...drafts: AxisDraft[]) {
  return resolveAxes(drafts, inputs, { random: 1 });
}

describe('the axes of the shipped example', () => {
  const drafts: AxisDraft[] = [
    { name: 'steps', input: 'KSampler.steps', values: '2, 4, 8, 12, 24' },
    { name: 'sampler', input: 'KSampler.sampler_name', values: ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm'] },
    { name: 'prompt', replace: { in: 'positive.text', terms: ['lighthouse', 'castle', 'old, crooked tree'] } },
    { name: 'size', values: [
      { label: 'square', set: { 'EmptyLatentImage.width': 512, 'EmptyLatentImage.height': 512 } },
      { label: 'portrait', set: { 'EmptyLatentImage.width': 448, 'EmptyLatentImage.height': 576 } },
    ] },
    { name: 'LoRA', values: [{ label: 'without', bypass: 'LoraLoader' }, { label: 'half', set: { 'LoraLoader.strength_model': 0.5 } }] },
  ];

  it('are resolved without a problem', () => {
    const { axes, problems } = resolve(...drafts);

    expect(problems).toEqual([]);
    expect(axes.map(({ id, kind, values }) => [id, kind, values.map(({ label }) => label)])).toEqual([
      ['steps', 'input', ['2', '4', '8', '12', '24']],
      ['sampler', 'input', ['euler', 'euler_ancestral', 'dpmpp_2m', 'lcm']],
      ['prompt', 'replace', ['lighthouse', 'castle', 'old, crooked tree']],
      ['size', 'mixed', ['square', 'portrait']],
      ['lora', 'mixed', ['without', 'half']],
    ]);
  });

  it('do what they say', () => {
    const { axes } = resolve(...drafts);

    expect(axes.map(({ values }) => values[1]?.operations)).toEqual([
      [{ op: 'set', input: '3.steps', value: 4 }],
      [{ op: 'set', input: '3.sampler_name', value: 'euler_ancestral' }],
      [{ op: 'replace', in: ['6.text'], search: 'lighthouse', replacement: 'castle', caseSensitive: true }],
      [{ op: 'set', input: '5.width', value: 448 }, { op: 'set', input: '5.height', value: 576 }],
      [{ op: 'set', input: '10.strength_model', value: 0.5 }],
    ]);
    expect(axes[2]?.values[0]?.operations).toEqual([]);
    expect(axes[4]?.values[0]?.operations).toEqual([{ op: 'bypass', node: '10' }]);
  });
});

describe('each kind of axis', () => {
  it('gives linked inputs the same value', () => {
    const { axes } = resolve({ input: ['KSampler.seed', 'Second.seed'], values: 'random 3' });

    expect(axes[0]?.kind).toBe('linked');
    for (const { operations } of axes[0]?.values ?? []) {
      const [first, second] = operations.map((operation) => operation.op === 'set' && operation.value);
      expect(second).toBe(first);
      expect(Number(first)).toBeLessThanOrEqual(4_294_967_295);
    }
  });

  it('takes an entry of a list as one item, commas and all', () => {
    const { axes } = resolve({ input: 'positive.text', values: ['a, b', '"quoted"'] }, { input: 'KSampler.steps', values: ['1-3', 20] });

    expect(axes.map(({ values }) => values.map(({ label }) => label))).toEqual([['a, b', '"quoted"'], ['1', '2', '3', '20']]);
  });

  it('keeps the largest seed to the last digit', () => {
    const { axes } = resolve({ input: 'KSampler.seed', values: ['18446744073709551615'] });

    expect(axes[0]?.values[0]?.operations).toEqual([{ op: 'set', input: '3.seed', value: '18446744073709551615' }]);
  });

  it('appends texts, an empty one being the baseline', () => {
    const { axes, problems } = resolve({ append: { to: ['positive.text'], texts: ['', ', at night'] } });

    expect(problems).toEqual([]);
    expect(axes[0]).toMatchObject({ name: 'append', kind: 'append', values: [{ label: '(empty)', operations: [] }, { label: ', at night', operations: [{ op: 'append', to: ['6.text'], text: ', at night' }] }] });
  });

  it('allows an empty replacement', () => {
    const { axes } = resolve({ replace: { in: ['positive.text', 'negative.text'], terms: ['dusk', ''], ignoreCase: true } });

    expect(axes[0]?.values[1]).toMatchObject({ label: '(empty)', operations: [{ in: ['6.text', '7.text'], replacement: '', caseSensitive: false }] });
  });

  it('names pictures by the name given', () => {
    const { axes } = resolve({ images: { input: 'LoadImage.image', files: [`cat=image:${'0'.repeat(64)}`, 'dog.png'] } });

    expect(axes[0]).toMatchObject({ name: 'image', kind: 'images', values: [{ label: 'cat' }, { label: 'dog.png', operations: [{ op: 'set', input: '12.image', value: 'dog.png' }] }] });
  });

  it('labels values by what they do where no label is given', () => {
    const { axes } = resolve({ values: [{}, { bypass: 'LoraLoader' }, { set: { 'KSampler.steps': 4 }, append: [{ to: 'positive.text', text: ', fog' }] }] });

    expect(axes[0]?.values.map(({ label }) => label)).toEqual(['baseline', 'without LoraLoader', '4 · , fog']);
  });
});

describe('names and ids', () => {
  it('calls an axis without a name after its input, each only once', () => {
    const { axes } = resolve({ input: 'KSampler.seed', values: '1' }, { input: 'Second.seed', values: '1' });

    expect(axes.map(({ id, name }) => [id, name])).toEqual([['seed', 'seed'], ['seed-2', 'seed 2']]);
  });

  it('refuses a name that is there twice', () => {
    const { problems } = resolve({ name: 'a', input: 'KSampler.seed', values: '1' }, { name: 'a', input: 'KSampler.steps', values: '1' });

    expect(problems).toEqual([{ severity: 'error', path: ['axes', 1, 'name'], message: expect.stringContaining('already') }]);
  });

  it('keeps the id of a value when values are added, moved or relabelled', () => {
    const ids = (values: string) => new Map(resolve({ input: 'KSampler.steps', values }).axes[0]?.values.map(({ id, label }) => [label, id]));

    expect(ids('4, 8').get('8')).toBe(ids('8, 2, 4').get('8'));
    expect(ids('4').get('4')).toMatch(/^[0-9a-f]{12}$/);
    const relabelled = (label: string) => resolve({ values: [{ label, set: { 'KSampler.steps': 4 } }] }).axes[0]?.values[0]?.id;
    expect(relabelled('four')).toBe(relabelled('IV'));
  });
});

describe('mistakes', () => {
  it.each<[string, AxisDraft, (string | number)[], string]>([
    ['an unknown input', { input: 'KSampler.stps', values: '1' }, ['input'], 'No input is called KSampler.stps.'],
    ['a value outside the range', { input: 'KSampler.steps', values: '0' }, ['values'], '0 is below 1'],
    ['a value outside the range in a list', { input: 'KSampler.steps', values: [4, 0] }, ['values', 1], '0 is below 1'],
    ['a seed that has lost digits', { input: 'KSampler.seed', values: [18446744073709552000] }, ['values', 0], 'Put it in quotes'],
    ['an empty list', { input: 'KSampler.steps', values: [] }, ['values'], 'There is no value here'],
    ['inputs that no value suits', { input: ['KSampler.steps', 'positive.text'], values: '1' }, ['input'], 'take different types (int, text)'],
    ['a replacement in a number', { replace: { in: 'KSampler.steps', terms: ['a', 'b'] } }, ['replace', 'in'], 'holds no text'],
    ['an empty term to search for', { replace: { in: 'positive.text', terms: ['', 'b'] } }, ['replace', 'terms', 0], 'cannot be empty'],
    ['a term twice', { replace: { in: 'positive.text', terms: ['a', 'b', 'b'] } }, ['replace', 'terms', 2], '"b" does the same as "b"'],
    ['the searched term again', { replace: { in: 'positive.text', terms: ['a', 'b', 'a'] } }, ['replace', 'terms', 2], 'is the first value already'],
    ['two baselines', { append: { to: 'positive.text', texts: ['', ''] } }, ['append', 'texts', 1], 'does the same'],
    ['no texts', { append: { to: 'positive.text', texts: [] } }, ['append', 'texts'], 'There is no value here'],
    ['a picture for a number', { images: { input: 'KSampler.steps', files: ['a.png'] } }, ['images', 'input'], 'takes no picture'],
    ['no values', { values: [] }, ['values'], 'There is no value here'],
    ['an unknown node', { values: [{ bypass: 'Lora' }] }, ['values', 0, 'bypass'], 'No node is called Lora.'],
    ['several values where one goes', { values: [{ set: { 'KSampler.steps': '1-5' } }] }, ['values', 0, 'set', 'KSampler.steps'], 'stands for 5 values'],
    ['a choice that is not there', { values: [{ set: { 'KSampler.sampler_name': 'eulr' } }] }, ['values', 0, 'set', 'KSampler.sampler_name'], 'Nearest: "euler"'],
    ['equal values', { values: [{ label: 'a', set: { 'KSampler.steps': 4 } }, { label: 'b', set: { 'KSampler.steps': '4' } }] }, ['values', 1], '"b" does the same as "a"'],
  ])('shows %s where it is and leaves the axis out', (_, draft, path, message) => {
    const { axes, problems } = resolve(draft);

    expect(axes).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ severity: 'error', path: ['axes', 0, ...path], message: expect.stringContaining(message) })]);
  });

  it.each<[string, AxisDraft, (string | number)[], string]>([
    ['literal syntax in a value', { input: 'positive.text', values: ['a <lora:x:1>'] }, ['values', 0], 'LoraLoader'],
    ['literal syntax in a term', { replace: { in: 'positive.text', terms: ['a', '{b|c}'] } }, ['replace', 'terms', 1], 'server draws the braces'],
    ['an appended text that joins the last word', { append: { to: 'positive.text', texts: ['at night'] } }, ['append', 'texts', 0], 'joins the last word'],
    ['a size off the step', { values: [{ set: { 'EmptyLatentImage.width': 500 } }] }, ['values', 0, 'set', 'EmptyLatentImage.width'], '500 is not on the input\'s step of 8'],
  ])('warns of %s and keeps the axis', (_, draft, path, message) => {
    const { axes, problems } = resolve(draft);

    expect(axes).toHaveLength(1);
    expect(problems).toEqual([{ severity: 'warning', path: ['axes', 0, ...path], message: expect.stringContaining(message) }]);
  });

  it('points into the text that was typed', () => {
    expect(resolve({ input: 'KSampler.steps', values: '4, many' }).problems[0]?.at).toEqual({ from: 3, to: 7 });
  });
});
