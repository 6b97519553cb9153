import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { valueId } from './value-id.js';

describe('the id of a value', () => {
  it('is the start of the SHA-256 of its operations as canonical JSON', () => {
    const canonical = '[{"input":"3.steps","op":"set","value":4}]';

    expect(valueId([{ op: 'set', input: '3.steps', value: 4 }])).toBe(createHash('sha256').update(canonical).digest('hex').slice(0, 12));
  });

  it('does not depend on the order in which an operation was written', () => {
    expect(valueId([{ value: 4, input: '3.steps', op: 'set' }])).toBe(valueId([{ op: 'set', input: '3.steps', value: 4 }]));
  });

  it('tells a number from its text', () => {
    expect(valueId([{ op: 'set', input: '6.text', value: 4 }])).not.toBe(valueId([{ op: 'set', input: '6.text', value: '4' }]));
  });
});
