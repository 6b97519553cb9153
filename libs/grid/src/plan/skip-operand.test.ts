import { describe, expect, it } from 'vitest';
import type { Operation } from '../axis/operation.js';
import { skipOperandOf } from './skip-operand.js';

function set(value: number | string | boolean, input = '3.a'): Operation {
  return { op: 'set', input, value };
}

describe('what a value is worth in a rule', () => {
  it.each<[string, Operation[], string, unknown]>([
    ['the number it sets', [set(7.5)], 'label', 7.5],
    ['the switch it sets', [set(false)], 'label', false],
    ['the word it sets', [set('lcm')], 'label', 'lcm'],
    ['a seed beyond 2^53, exactly', [set('18446744073709551615')], 'label', 18446744073709551615n],
    ['what linked inputs share', [set(5), set(5, '9.a')], 'label', 5],
    ['its label where it sets two things', [set(512), set(576, '3.b')], 'portrait', 'portrait'],
    ['its label where it does more than set', [set(512), { op: 'bypass', node: '1' }], 'half', 'half'],
    ['its label where it does nothing', [], 'baseline', 'baseline'],
    ['its label as a number where it writes one', [], '512', 512],
    ['its label as text where a number would lose something', [], '0.10', '0.10'],
    ['its label as text where it begins with a zero', [], '007', '007'],
  ])('is %s', (_, operations, label, operand) => {
    expect(skipOperandOf({ id: '', label, operations })).toBe(operand);
  });
});
