import { describe, expect, it } from 'vitest';
import type { InputKind } from './input-kind.js';
import { parseAxisValues } from './parse-axis-values.js';

const kinds: InputKind[] = [
  { type: 'int', isSeed: true },
  { type: 'float' },
  { type: 'choice', choices: Array.from({ length: 2_000 }, (_, number) => `models/name_${number}.safetensors`) },
  { type: 'text' },
];

describe('text that is made to take long', () => {
  it.each([
    ['digits', `${'1'.repeat(200_000)}x`],
    ['hyphens', '1-'.repeat(100_000)],
    ['quotes', `a${'"'.repeat(200_000)}`],
    ['quotes on lines', `${'"\n'.repeat(50_000)}"a`],
    ['colons', `[${':'.repeat(200_000)}`],
    ['tags', '<lora:'.repeat(50_000)],
    ['stars', `${'a*'.repeat(50)}b`],
    ['blanks', `1${' '.repeat(100_000)}x`],
    ['commas', 'a,'.repeat(100_000)],
    ['a hundred thousand values of a logarithm', '1-1e6 log [99999]'],
  // A pattern that backtracks would not end at all.
  ])('is answered for each kind of input, in a short message: %s', { timeout: 60_000 }, (_, typed) => {
    for (const kind of kinds) {
      const parsed = parseAxisValues(typed, kind);

      if (!parsed.ok) expect(parsed.message.length).toBeLessThan(400);
    }
  });
});
