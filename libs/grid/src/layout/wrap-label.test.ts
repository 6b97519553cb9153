import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapLabel } from './wrap-label.js';

const byLength = (text: string) => text.length;

describe('wrapping', () => {
  it.each<[string, string, number, string[]]>([
    ['a text that fits', 'euler', 5, ['euler']],
    ['at blanks', 'a lighthouse at dusk', 12, ['a lighthouse', 'at dusk']],
    ['a file name behind its separators', 'sdxl/base-model_v1.safetensors', 12, ['sdxl/base-', 'model_v1.', 'safetensors']],
    ['a word without a break between letters', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['at line ends of the text', 'a\nb', 10, ['a', 'b']],
    ['nothing to one empty line', '', 10, ['']],
    ['letters of several units only as a whole', '👩‍🚀👩‍🚀', 5, ['👩‍🚀', '👩‍🚀']],
    ['a letter that is too wide, alone', 'ab', 0.5, ['a', 'b']],
  ])('puts %s', (_, text, width, lines) => {
    expect(wrapLabel(text, width, byLength)).toEqual(lines);
  });

  it('leaves no letter out and makes no line too wide', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', 'b', ' ', '-', '/', '.', ','), maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (text, width) => {
      const lines = wrapLabel(text, width, byLength);

      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    }));
  });
});
