import { describe, expect, it } from 'vitest';
import type { InputResolver } from './input-resolver.js';
import { resolveSet } from './resolve-set.js';

const inputs: InputResolver = {
  resolve(path) {
    if (path.endsWith('.seed')) return { ok: true, path: path.replace('KSampler', '3').replace('Other', '9'), kind: { type: 'int', min: 0, max: '18446744073709551615', isSeed: true } };
    if (path === 'positive.text') return { ok: true, path: '6.text', kind: { type: 'text' } };
    return { ok: false, message: `No input is called ${path}.` };
  },
  resolveNode: (name) => ({ ok: false, message: `No node is called ${name}.` }),
};

describe('what an experiment sets', () => {
  it('is kept by resolved input, texts to the letter', () => {
    expect(resolveSet({ 'KSampler.seed': '18446744073709551615', 'positive.text': '"a", b\n* !x' }, inputs)).toEqual({
      base: { '3.seed': '18446744073709551615', '6.text': '"a", b\n* !x' }, problems: [],
    });
  });

  it('draws a seed of its own for each input that asks for one, the same each time', () => {
    const { base } = resolveSet({ 'KSampler.seed': -1, 'Other.seed': -1 }, inputs, { random: 1 });

    expect(base['3.seed']).not.toBe(base['9.seed']);
    expect(resolveSet({ 'KSampler.seed': -1, 'Other.seed': -1 }, inputs, { random: 1 }).base).toEqual(base);
  });

  it.each([
    ['an unknown input', { 'KSampler.sed': 1 }, 'No input is called KSampler.sed.'],
    ['a value outside the range', { 'KSampler.seed': -2 }, '-2 is below 0'],
    ['one input under two names', { '3.seed': 1, 'KSampler.seed': 2 }, '3.seed is set twice'],
  ])('shows %s where it is', (_, set, message) => {
    const path = ['set', Object.keys(set).at(-1)];

    expect(resolveSet(set, inputs).problems).toEqual([{ severity: 'error', path, message: expect.stringContaining(message) }]);
  });
});
