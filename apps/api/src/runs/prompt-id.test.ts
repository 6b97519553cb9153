import { describe, expect, it } from 'vitest';
import { promptIdOf } from './prompt-id.js';

const installation = '9b2d6d3e-1f5a-4f0e-8a51-0d7f4c1a2b3c';
const take = '018f6d3e-1f5a-7f0e-8a51-0d7f4c1a2b3d';

describe('promptIdOf', () => {
  it('is the same for the same attempt, so that a worker after a crash finds its own prompt', () => {
    expect(promptIdOf(installation, take, 1)).toBe(promptIdOf(installation, take, 1));
  });

  it('differs between attempts and between installations', () => {
    const other = '9b2d6d3e-1f5a-4f0e-8a51-0d7f4c1a2b3d';
    const ids = [promptIdOf(installation, take, 1), promptIdOf(installation, take, 2), promptIdOf(other, take, 1)];

    expect(new Set(ids).size).toBe(3);
  });

  it('is a canonical lower-case UUID, which ComfyUI 0.25 and later insist on', () => {
    expect(promptIdOf(installation, take, 1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
