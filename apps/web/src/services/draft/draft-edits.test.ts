import { parseAxisValues } from '@gridscope/grid';
import { describe, expect, it } from 'vitest';
import { workflowView } from '../../testing/things';
import { addAxis, axisForInput, linkInput, moveAxis, removeAxis, setStart, unlinkInput, writeValues } from './draft-edits';
import { emptyDraft, type EditedDraft } from './edited-draft';

const draft: EditedDraft = { ...emptyDraft, axes: [{ name: 'a', input: 'KSampler.a', values: '1' }, { name: 'b', input: 'KSampler.b', values: '2' }, { name: 'c', input: 'KSampler.c', values: '3' }] };
const names = (edited: EditedDraft) => edited.axes.map(({ name }) => name);

describe('axes', () => {
  it('move to another place and keep the order of the others', () => {
    expect(names(moveAxis(draft, 0, 2))).toEqual(['b', 'c', 'a']);
    expect(names(moveAxis(draft, 2, 0))).toEqual(['c', 'a', 'b']);
  });

  it('stay as they are when there is no such place', () => {
    expect(moveAxis(draft, 0, 3)).toBe(draft);
    expect(moveAxis(draft, 5, 0)).toBe(draft);
  });

  it('never share a name', () => {
    expect(names(addAxis(draft, { name: 'a', input: 'Other.a', values: '' }))).toEqual(['a', 'b', 'c', 'a 2']);
  });

  it('leave the draft before as it was', () => {
    removeAxis(draft, 0);
    expect(names(draft)).toEqual(['a', 'b', 'c']);
  });
});

describe('axisForInput', () => {
  const [steps, sampler, prompt] = workflowView().inputs;

  it.each([
    ['a number begins with the value it has', steps, { name: 'steps', input: 'KSampler.steps', values: '20' }],
    ['a choice begins with the one chosen', sampler, { name: 'sampler_name', input: 'KSampler.sampler_name', values: 'euler' }],
    ['a prompt is a list of lines', prompt, { name: 'prompt', input: 'positive.text', values: ['a lighthouse'] }],
  ])('%s', (_, input, axis) => {
    if (input === undefined) throw new Error('The workflow has fewer inputs than the test needs.');
    expect(axisForInput(input)).toEqual(axis);
  });
});

describe('linked inputs', () => {
  it('are written as one path alone and as a list together', () => {
    const axis = { input: 'KSampler.seed', values: '1' };

    const linked = linkInput(axis, 'Noise.seed');

    expect(linked).toEqual({ input: ['KSampler.seed', 'Noise.seed'], values: '1' });
    expect(unlinkInput(linked, 'Noise.seed')).toEqual(axis);
  });

  it('are not linked twice', () => {
    expect(linkInput({ input: 'KSampler.seed', values: '1' }, 'KSampler.seed')).toEqual({ input: 'KSampler.seed', values: '1' });
  });

  it('take the place of a choice still to be made', () => {
    expect(linkInput({ input: '', values: '' }, 'KSampler.seed')).toEqual({ input: 'KSampler.seed', values: '' });
    expect(unlinkInput({ input: 'KSampler.seed', values: '1' }, 'KSampler.seed')).toEqual({ input: '', values: '1' });
  });
});

it('takes a starting value back without leaving a trace', () => {
  expect(setStart(setStart(draft, 'KSampler.seed', 0), 'KSampler.seed', undefined).set).toEqual({});
  expect(setStart(draft, 'KSampler.seed', 0).set).toEqual({ 'KSampler.seed': 0 });
});

it.each([
  ['a comma', ['old, crooked tree', 'castle']],
  ['a quote', ['say "cheese"', '"quoted"']],
  ['blanks at the ends', [' a ', 'b']],
  ['two bars', ['a||b', 'c']],
])('writes values so that the grammar reads the same ones: %s', (_, values) => {
  const read = parseAxisValues(writeValues(values), { type: 'choice', choices: values });

  expect(read.ok && read.value.map(({ value }) => value)).toEqual(values);
});
