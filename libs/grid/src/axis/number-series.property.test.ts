import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExactDecimal, readDecimal } from './exact-decimal.js';
import { parseAxisValues } from './parse-axis-values.js';
import type { TypedValue } from './typed-value.js';

const hundredths = fc.integer({ min: -100_000, max: 100_000 }).map((whole) => new ExactDecimal(whole).dividedBy(100));

function valuesOf(typed: string, type: 'int' | 'float'): TypedValue[] {
  const parsed = parseAxisValues(typed, { type });
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.value;
}

describe('decimal exactness', () => {
  it('gives the k-th value of a range as from + k × step, to the last digit', () => {
    fc.assert(fc.property(hundredths, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 60 }), (from, step, count) => {
      const stepSize = new ExactDecimal(step).dividedBy(100);
      const to = from.plus(stepSize.times(count));

      const values = valuesOf(`${from.toString()}-${to.toString()} (+${stepSize.toString()})`, 'float');

      expect(values.map(({ label }) => label)).toEqual(Array.from({ length: count + 1 }, (_, k) => String(from.plus(stepSize.times(k)).toNumber() + 0)));
    }));
  });

  it('writes labels that read back as the value', () => {
    fc.assert(fc.property(hundredths, hundredths, fc.integer({ min: 2, max: 40 }), (from, span, count) => {
      fc.pre(!span.isZero());

      const values = valuesOf(`${from.toString()}-${from.plus(span.abs()).toString()} [${count}]`, 'float');

      for (const { value, label } of values) expect(readDecimal(label)?.toNumber()).toBe(value);
    }));
  });

  it('keeps every digit of integers up to 2^64 − 1, in lists and in ranges', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 21n }), fc.integer({ min: 1, max: 20 }), (from, span) => {
      const values = valuesOf(`${from}-${from + BigInt(span)}`, 'int');

      expect(values.map(({ value }) => BigInt(value))).toEqual(Array.from({ length: span + 1 }, (_, k) => from + BigInt(k)));
    }));
  });

  it('has both ends and the number of values that [n] says', () => {
    fc.assert(fc.property(hundredths, fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 2, max: 50 }), (from, span, count) => {
      const to = from.plus(span);

      const values = valuesOf(`${from.toString()}-${to.toString()} [${count}]`, 'float');

      expect(values).toHaveLength(count);
      expect([values[0]?.value, values.at(-1)?.value]).toEqual([from.toNumber() + 0, to.toNumber() + 0]);
    }));
  });

  it('never throws at what people type', () => {
    const typed = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('1', '-', '.', ',', '(', ')', '[', ']', ':', '+', ' ', 'e', '"', '|', '*', '!', '\n', 'log', 'random ', 'SKIP: ') }));
    const kinds = fc.constantFrom({ type: 'int' as const, isSeed: true }, { type: 'float' as const }, { type: 'choice' as const, choices: ['a', 'b'] }, { type: 'text' as const }, { type: 'boolean' as const }, { type: 'image' as const });
    fc.assert(fc.property(typed, kinds, (text, kind) => {
      const parsed = parseAxisValues(text, kind);

      if (parsed.ok) expect(parsed.value.length).toBeGreaterThan(0);
      else expect(parsed.at.to).toBeLessThanOrEqual(text.length);
    }), { numRuns: 500 });
  });
});
