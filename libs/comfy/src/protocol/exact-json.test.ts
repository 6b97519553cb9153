import { expect, it } from 'vitest';
import { parseExactJson, stringifyExactJson, type Json } from './exact-json.js';

it.each<[string, string, Json]>([
  ['the largest seed', '18446744073709551615', 18446744073709551615n],
  ['the largest exact double as a number', '9007199254740991', 9007199254740991],
  ['the first integer beyond it as a bigint', '9007199254740992', 9007199254740992n],
  ['a negative big integer', '[-9007199254740993]', [-9007199254740993n]],
  ['long fractions as numbers', '0.1234567890123456789', 0.1234567890123456789],
  ['an exponent as a number', '1e20', 1e20],
  ['digits in a string as text', '{"a":"18446744073709551615 \\" NaN [[["}', { a: '18446744073709551615 " NaN [[[' }],
  ['a string that ends in a backslash', '["\\\\", 18446744073709551615]', ['\\', 18446744073709551615n]],
  ['the last of two equal keys', '{"a":1,"a":2,"b":18446744073709551615}', { a: 2, b: 18446744073709551615n }],
])('reads %s', (_, text, value) => {
  expect(parseExactJson(text)).toEqual(value);
});

it.each<[string, string, Json]>([
  ['NaN', '{"is_changed": [NaN], "NaN": "NaN"}', { is_changed: [NaN], NaN: 'NaN' }],
  ['infinities', '[Infinity, -Infinity, 1]', [Infinity, -Infinity, 1]],
  ['NaN beside the literal that stands in for it', '[NaN, 0e9, 0e99]', [NaN, 0, 0]],
])('reads %s where it is allowed', (_, text, value) => {
  expect(parseExactJson(text, { allowNaN: true })).toEqual(value);
});

it.each([
  ['NaN where it is not allowed', '[NaN]'],
  ['half a word', '[Inf]'],
  ['an empty text', ''],
  ['an open string', '{"a": "18446744073709551615'],
  ['an integer of 401 digits', '9'.repeat(401)],
  ['257 levels', '['.repeat(257) + ']'.repeat(257)],
])('refuses %s', (_, text) => {
  expect(() => parseExactJson(text)).toThrow(SyntaxError);
});

it('reads 256 levels', () => {
  expect(() => parseExactJson('['.repeat(256) + ']'.repeat(256))).not.toThrow();
});

it('keeps a key named __proto__ from reaching the prototype', () => {
  const value = parseExactJson('{"__proto__": {"polluted": 18446744073709551615}}');

  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
});

it('writes big integers bare', () => {
  expect(stringifyExactJson({ seed: 18446744073709551615n, list: [1.5, 'a"b', null, true] })).toBe('{"seed":18446744073709551615,"list":[1.5,"a\\"b",null,true]}');
});

it.each([NaN, Infinity, -Infinity])('refuses to write %s', (value) => {
  expect(() => stringifyExactJson({ cfg: value })).toThrow(/cannot hold .* \(at "cfg"\)/);
});

it('writes NaN as text where it is only to be shown', () => {
  expect(stringifyExactJson({ is_changed: [NaN] }, { nonFinite: 'text' })).toBe('{"is_changed":["NaN"]}');
});
