import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replaceTerms, type TermReplacement } from './replace-terms.js';

function term(search: string, replacement: string, caseSensitive = true): TermReplacement {
  return { search, replacement, caseSensitive };
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 30 });
const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 });

describe('replacing terms', () => {
  it.each<[string, string, TermReplacement[], string]>([
    ['every place of a term', 'a cat, a cat', [term('cat', 'dog')], 'a dog, a dog'],
    ['by nothing', 'a cat', [term(' cat', '')], 'a'],
    ['upper and lower case apart', 'Cat cat', [term('cat', 'dog')], 'Cat dog'],
    ['in any case where asked', 'Cat cat', [term('cat', 'dog', false)], 'dog dog'],
    ['signs as they are written', 'a (b.c) $1', [term('(b.c)', '$&')], 'a $& $1'],
    ['two terms at once: neither sees the other\'s result', 'cat dog', [term('cat', 'dog'), term('dog', 'cat')], 'dog cat'],
    ['terms that touch', 'catdog', [term('cat', 'a'), term('dog', 'b')], 'ab'],
    ['letters beyond the basic plane', '😀 a 😀', [term('😀', 'x')], 'x a x'],
  ])('replaces %s', (_, text, replacements, result) => {
    expect(replaceTerms(text, replacements)).toEqual({ ok: true, text: result });
  });

  it('refuses two terms that overlap, with both places', () => {
    expect(replaceTerms('an old crooked tree', [term('old crooked', 'new'), term('crooked tree', 'bush')])).toEqual({ ok: false, first: { from: 3, to: 14, by: 0 }, second: { from: 7, to: 19, by: 1 } });
  });

  it('refuses exactly those pairs of terms whose places share a letter', () => {
    fc.assert(fc.property(letters, short, short, (text, a, b) => {
      const placesOf = (search: string) => Array.from(text.matchAll(new RegExp(search, 'g')), ({ index }) => ({ from: index, to: index + search.length }));
      const isShared = placesOf(a).some((one) => placesOf(b).some((other) => one.from < other.to && other.from < one.to));

      expect(replaceTerms(text, [term(a, 'x'), term(b, 'y')]).ok).toBe(!isShared);
    }));
  });

  it('gives the same whatever the order of the replacements', () => {
    fc.assert(fc.property(letters, short, short, (text, a, b) => {
      const replaced = replaceTerms(text, [term(a, 'x'), term(b, 'y')]);

      if (replaced.ok) expect(replaceTerms(text, [term(b, 'y'), term(a, 'x')])).toEqual(replaced);
    }));
  });
});
