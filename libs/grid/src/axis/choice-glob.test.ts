import { describe, expect, it } from 'vitest';
import { globTest } from './choice-glob.js';

describe('a pattern', () => {
  it.each([
    ['*', 'anything/at all', true],
    ['a*', 'abc', true],
    ['*c', 'abc', true],
    ['a*c', 'ac', true],
    ['ab*bc', 'abc', false],
    ['a*b*c', 'a-b-c', true],
    ['a*bc*c', 'abc', false],
    ['*turbo*', 'SDXL Turbo.safetensors', true],
    ['sdxl/*', 'sdxl\\base', true],
    ['sdxl\\*', 'sdxl/base', true],
    ['a.c*', 'abc', false],
    ['abc', 'abcd', false],
  ])('%s and %s: %s', (glob, name, isMatch) => {
    expect(globTest(glob)(name)).toBe(isMatch);
  });
});
