import { describe, expect, it } from 'vitest';
import { workflowView } from '../../testing/things';
import { findInput, kindInShort, searchInputs } from './find-input';

const { inputs } = workflowView();

describe('findInput', () => {
  it.each([
    ['its id', '3.steps', '3.steps'],
    ['its short name', 'positive.text', '6.text'],
    ['a class type that is unique', 'KSampler.sampler_name', '3.sampler_name'],
  ])('finds an input by %s', (_, path, found) => {
    expect(findInput(inputs, path)?.path).toBe(found);
  });

  it('finds nothing where a name means two inputs', () => {
    expect(findInput(inputs, 'CLIPTextEncode.text')).toBeUndefined();
  });
});

it('searches node, name, type and value, every word of it', () => {
  expect(searchInputs(inputs, 'ksampler eul').map(({ path }) => path)).toEqual(['3.sampler_name']);
  expect(searchInputs(inputs, '')).toHaveLength(inputs.length);
});

it.each([
  ['a seed of 64 bits', { type: 'int' as const, min: 0, max: '18446744073709551615', isSeed: true }, 'seed 0–2⁶⁴−1'],
  ['a number without bounds', { type: 'float' as const }, 'float'],
  ['one choice', { type: 'choice' as const, choices: ['a'] }, '1 choice'],
])('says in short what %s takes', (_, kind, text) => {
  expect(kindInShort({ ...workflowView().inputs[0]!, kind })).toBe(text);
});
