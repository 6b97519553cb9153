import { expect, it } from 'vitest';
import { coerceInput } from './coerce-input.js';

it.each([
  ['a float for INT', 'INT', 17.9, 17],
  ['a negative float for INT, towards zero', 'INT', -17.9, -17],
  ['text for INT', 'INT', ' 77 ', 77],
  ['text beyond 2^53 for INT', 'INT', '18446744073709551615', 18_446_744_073_709_551_615n],
  ['true for INT', 'INT', true, 1],
  ['text for FLOAT', 'FLOAT', '1e-3', 0.001],
  ['infinity as text for FLOAT', 'FLOAT', '-inf', -Infinity],
  ['a number for STRING', 'STRING', 12, '12'],
  ['nothing for STRING', 'STRING', null, 'None'],
  ['an object for STRING', 'STRING', { a: [1, true] }, "{'a': [1, True]}"],
  ['any text for BOOLEAN', 'BOOLEAN', 'false', true],
  ['an empty text for BOOLEAN', 'BOOLEAN', '', false],
  ['anything for a combo', 'COMBO', 3, 3],
])('takes %s', (_, type, given, value) => {
  expect(coerceInput(type, given)).toEqual({ ok: true, value });
});

it.each([
  ['a word for INT', 'INT', 'wide', "invalid literal for int() with base 10: 'wide'"],
  ['a fraction as text for INT', 'INT', '31.7', "invalid literal for int() with base 10: '31.7'"],
  ['nothing for INT', 'INT', null, "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'"],
  ['no number for INT', 'INT', Number.NaN, 'cannot convert float NaN to integer'],
  ['a word for FLOAT', 'FLOAT', 'much', "could not convert string to float: 'much'"],
  ['an object for FLOAT', 'FLOAT', {}, "float() argument must be a string or a real number, not 'dict'"],
])('refuses %s in Python\'s words', (_, type, given, message) => {
  expect(coerceInput(type, given)).toEqual({ ok: false, message });
});
