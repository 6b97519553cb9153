import { describe, expect, it } from 'vitest';
import { planDescription } from '../../testing/things';
import { readImageFile, writeImageFile } from './image-file';
import { markedPieces } from './marked-pieces';
import { estimateInWords, extensionInWords, planInWords, startInWords } from './plan-sentence';
import { readScalar } from './read-scalar';
import { operationsOf, valueWith } from './value-edits';

describe('the sentence of a plan', () => {
  it('says what is drawn, reused and how long it takes', () => {
    expect(startInWords(planDescription())).toBe('draw 12, reuse 48, about 4 min');
    expect(planInWords(planDescription())).toEqual({ cells: '60 cells', parts: ['draw 12', 'reuse 48', 'about 4 min on 1 server'] });
  });

  it('names no time where nothing is drawn', () => {
    expect(startInWords(planDescription({ toDraw: 0, reused: 60 }))).toBe('draw 0, reuse 60');
  });

  it.each([
    ['a narrow span as one time', { fromSeconds: 230, toSeconds: 250, basis: 'measured' as const }, 'about 4 min'],
    ['a wide span with its unit once', { fromSeconds: 24, toSeconds: 38, basis: 'measured' as const }, '24–38 s'],
    ['a guess as a guess', { fromSeconds: 6, toSeconds: 360, basis: 'guess' as const }, '6 s to 6 min, a guess'],
  ])('says %s', (_, estimate, words) => {
    expect(estimateInWords(estimate)).toBe(words);
  });
});

describe('markedPieces', () => {
  it.each([
    ['nothing marked', 'abc', [], [['abc', undefined]]],
    ['an error in the middle', '1, x, 3', [{ from: 3, to: 4, severity: 'error' as const }], [['1, ', undefined], ['x', 'error'], [', 3', undefined]]],
    ['an end without width', 'ab', [{ from: 2, to: 2, severity: 'error' as const }], [['a', undefined], ['b', 'error']]],
    ['an error over a warning', 'abc', [{ from: 0, to: 3, severity: 'warning' as const }, { from: 1, to: 2, severity: 'error' as const }], [['a', 'warning'], ['b', 'error'], ['c', 'warning']]],
  ])('cuts %s', (_, text, marks, pieces) => {
    expect(markedPieces(text, marks).map((piece) => [piece.text, piece.severity])).toEqual(pieces);
  });
});

describe('readScalar', () => {
  const int = { type: 'int' as const, min: 0, max: '18446744073709551615' };

  it.each([
    ['zero', '0', { ok: true, value: 0 }],
    ['a seed of 2^64 − 1, every digit', '18446744073709551615', { ok: true, value: '18446744073709551615' }],
    ['one more than the largest', '18446744073709551616', { ok: false, message: 'At most 18446744073709551615.' }],
    ['a fraction', '1.5', { ok: false, message: '"1.5" is no whole number.' }],
    ['nothing', ' ', { ok: false, message: 'A whole number is needed.' }],
  ])('reads %s', (_, text, read) => {
    expect(readScalar(text, int)).toEqual(read);
  });
});

describe('labelled values', () => {
  it('come back as they were', () => {
    const value = { label: 'half', set: { 'LoraLoader.strength_model': 0, 'KSampler.cfg': 7 }, bypass: ['10', '11'], replace: [{ in: 'positive.text', search: 'sea', with: '' }], append: { to: ['positive.text', 'negative.text'], text: ', dusk' } };

    expect(valueWith(value.label, operationsOf(value))).toEqual(value);
  });

  it('that do nothing are the baseline', () => {
    expect(valueWith('without', [])).toEqual({ label: 'without' });
  });
});

it('keeps the name of an uploaded picture, even one with an equals sign', () => {
  const image = 'a'.repeat(64);

  expect(readImageFile(writeImageFile({ image, name: 'a=b.png' }))).toEqual({ image, name: 'a=b.png' });
  expect(readImageFile('example.png')).toEqual({ name: 'example.png' });
});

it.each([
  ['how many cells are new and how many are there', { toDraw: 12, reused: 48 }, '12 cells are new, 48 are reused from what is drawn.'],
  ['one of each', { toDraw: 1, reused: 1 }, '1 cell is new, 1 is reused from what is drawn.'],
  ['that nothing of what is drawn is kept', { toDraw: 6, reused: 0 }, '6 cells are new, none of what is drawn is among them.'],
  ['what to do as long as nothing is new', { toDraw: 0, reused: 60 }, 'Nothing is new yet: add values or axes.'],
])('an extension says %s', (_, changed, words) => {
  expect(extensionInWords(planDescription(changed))).toBe(words);
});
