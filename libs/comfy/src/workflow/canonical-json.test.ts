import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseExactJson, type Json } from '../protocol/exact-json.js';
import { canonicalJson } from './canonical-json.js';
import { isObject } from './input-kind.js';

it.each<[string, Json, string]>([
  ['keys by UTF-16 code units', { '€': 1, '\r': 2, '\ufb33': 3, '1': 4, '😀': 5, '\u0080': 6, 'ö': 7 }, '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}'],
  ['numbers as ECMAScript writes them', [333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0, 5.0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,5]'],
  ['big integers exactly', { seed: 18446744073709551615n }, '{"seed":18446744073709551615}'],
  ['text with what must be escaped', '\u20ac$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  ['words and nesting', [true, false, null, {}, [], { a: [{}] }], '[true,false,null,{},[],{"a":[{}]}]'],
])('writes %s', (_, value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

it.each([NaN, Infinity])('refuses %s', (value) => {
  expect(() => canonicalJson([value])).toThrow(TypeError);
});

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([key, item]) => [key, shuffled(item)]));
}

it('does not depend on the order of keys', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const json = value as Json; // fast-check's JSON values are Json
    expect(canonicalJson(shuffled(json))).toBe(canonicalJson(json));
  }));
});

it('says the same value', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => {
    const json = value as Json; // fast-check's JSON values are Json
    expect(canonicalJson(parseExactJson(canonicalJson(json)))).toBe(canonicalJson(json));
  }));
});
