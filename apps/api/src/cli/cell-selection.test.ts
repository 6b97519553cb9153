import { describe, expect, it } from 'vitest';
import { isSelected, readCellSelection } from './cell-selection.js';

const value = (label: string) => ({ id: label, label, operations: [] });
const axes = [
  { name: 'steps', values: ['4', '8', '24'].map(value) },
  { name: 'Prompt', values: ['castle', 'old, crooked tree', 'a = b'].map(value) },
];
const selected = (text: string) => Array.from({ length: 9 }, (_, index) => index).filter((index) => isSelected(readCellSelection(text, axes), index, axes));

describe('readCellSelection', () => {
  it.each([
    ['a number, from 1', '1', [0]],
    ['the last number', '9', [8]],
    ['a value', 'steps=8', [1, 4, 7]],
    ['a value of another axis, in any case', 'prompt = CASTLE', [0, 1, 2]],
    ['two values', 'steps=24, prompt=castle', [2]],
    ['two values in the other order', 'prompt=castle,steps=24', [2]],
    ['a value with a comma', 'prompt=old, crooked tree', [3, 4, 5]],
    ['a value with a comma before another', 'prompt=old, crooked tree, steps=4', [3]],
    ['a value with an equals sign', 'prompt=a = b', [6, 7, 8]],
  ])('reads %s', (_, text, indexes) => {
    expect(selected(text)).toEqual(indexes);
  });

  it.each([
    ['no cell of this number', '10', 'numbered from 1 to 9'],
    ['the number 0', '0', 'numbered from 1 to 9'],
    ['no such axis', 'cfg=4', 'no axis "cfg". There are: steps, Prompt'],
    ['no such value', 'steps=5', 'has no value "5". It has: 4, 8, 24'],
    ['neither', 'castle', 'Write its number, or axis=value: steps=4, Prompt=castle'],
  ])('refuses what is %s', (_, text, message) => {
    expect(() => readCellSelection(text, axes)).toThrow(message);
  });
});
