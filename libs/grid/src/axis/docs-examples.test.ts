import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { InputKind } from './input-kind.js';
import { parseAxisValues } from './parse-axis-values.js';

const page = readFileSync(new URL('../../../../docs/reference/axis-grammar.md', import.meta.url), 'utf8');

const kinds: Record<string, InputKind> = {
  whole: { type: 'int' },
  decimal: { type: 'float' },
  seed: { type: 'int', min: 0, max: '18446744073709551615', isSeed: true },
  choice: { type: 'choice', choices: ['euler', 'euler_ancestral', 'dpmpp_2m', 'sdxl/base.safetensors', 'sdxl\\turbo.safetensors', 'a, b'] },
  text: { type: 'text' },
  switch: { type: 'boolean' },
  picture: { type: 'image' },
};

const rows = Array.from(page.matchAll(/^\| `(?<typed>.+?)` \| (?<input>\w+) \| (?<values>.*?) \| [^|]*\|$/gm), ({ groups }) => ({
  typed: groups?.['typed']?.replaceAll('\\|', '|') ?? '', input: groups?.['input'] ?? '', values: groups?.['values'] ?? '',
}));

describe('the reference of the axis grammar', () => {
  it('has its tables', () => {
    expect(rows).toHaveLength(33);
  });

  it.each(rows)('tells the truth about $typed', ({ typed, input, values }) => {
    const parsed = parseAxisValues(typed, kinds[input] ?? { type: 'text' });

    const written = parsed.ok ? parsed.value.map(({ label, isSkipped }) => (isSkipped === true ? `${label} (skipped)` : label)).join(' · ') : parsed.message;
    expect(written).toBe(values);
  });
});
