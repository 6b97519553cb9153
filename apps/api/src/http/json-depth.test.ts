import { expect, it } from 'vitest';
import { assertJsonDepth } from './json-depth.js';

const bytes = (text: string) => new TextEncoder().encode(text);

it('accepts nesting up to the limit', () => {
  expect(() => assertJsonDepth(bytes('[[{"a":[]}]]'), 4)).not.toThrow();
});

it('refuses one level more', () => {
  expect(() => assertJsonDepth(bytes('[[{"a":[[]]}]]'), 4)).toThrow(/deeper than 4/);
});

it('does not count brackets inside text', () => {
  expect(() => assertJsonDepth(bytes('["[[[[[[ \\" [[["]'), 1)).not.toThrow();
});
