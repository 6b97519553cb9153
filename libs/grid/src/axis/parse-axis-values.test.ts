import { describe, expect, it } from 'vitest';
import type { InputKind } from './input-kind.js';
import { parseAxisValues } from './parse-axis-values.js';

const int: InputKind = { type: 'int', min: -1000, max: 1_000_000 };
const float: InputKind = { type: 'float', min: -100, max: 100 };
const anyInt: InputKind = { type: 'int' };
const seed: InputKind = { type: 'int', min: 0, max: '18446744073709551615', isSeed: true };
const text: InputKind = { type: 'text', multiline: true };
const samplers: InputKind = { type: 'choice', choices: ['euler', 'euler_ancestral', 'dpmpp_2m', 'uni_pc', 'lcm'] };
const models: InputKind = { type: 'choice', choices: ['sd15.safetensors', 'sdxl\\base.safetensors', 'sdxl\\turbo.safetensors', 'Turbo-mix.ckpt', 'a, b.pt'] };

function valuesOf(typed: string, kind: InputKind, context = {}) {
  const parsed = parseAxisValues(typed, kind, context);
  return parsed.ok ? parsed.value.map(({ value }) => value) : parsed.message;
}

function warningsOf(typed: string, kind: InputKind) {
  const parsed = parseAxisValues(typed, kind);
  return parsed.ok ? (parsed.warnings ?? []).map(({ message }) => message) : [`refused: ${parsed.message}`];
}

describe('the number grammar', () => {
  it.each<[string, string, InputKind, unknown[]]>([
    ['a list, in its order', '8, 7.5', float, [8, 7.5]],
    ['a list over several lines', '1\n5\n9', int, [1, 5, 9]],
    ['a trailing comma', '1, 5,', int, [1, 5]],
    ['a range', '1-5', int, [1, 2, 3, 4, 5]],
    ['a range with blanks', ' 1 - 5 ', int, [1, 2, 3, 4, 5]],
    ['a range with a step up', '1-5 (+2)', int, [1, 3, 5]],
    ['a range without a blank before its step', '1-5(+2)', int, [1, 3, 5]],
    ['a range with a step down', '10-5 (-3)', int, [10, 7]],
    ['a range that falls', '5-1', int, [5, 4, 3, 2, 1]],
    ['a step without a sign, towards the end', '10-4 (3)', int, [10, 7, 4]],
    ['a step that never goes past the end', '0-1 (+0.3)', float, [0, 0.3, 0.6, 0.9]],
    ['a fractional step without drift', '0.1-0.4 (+0.1)', float, [0.1, 0.2, 0.3, 0.4]],
    ['evenly spaced whole numbers', '1-10 [5]', int, [1, 3, 6, 8, 10]],
    ['evenly spaced fractions', '0-1 [6]', float, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    ['evenly spaced thirds in short decimals', '0-1 [4]', float, [0, 0.333333, 0.666667, 1]],
    ['evenly spaced and falling', '1-0 [3]', float, [1, 0.5, 0]],
    ['one evenly spaced value: the first', '1-10 [1]', int, [1]],
    ['halves rounded up', '0-1 [3]', int, [0, 1]],
    ['SD.Next\'s colon as a count', '1-10:5', int, [1, 3, 6, 8, 10]],
    ['dots by the step before them', '1, 2, .., 10', int, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    ['three dots as well', '0.1, 0.2, ..., 0.5', float, [0.1, 0.2, 0.3, 0.4, 0.5]],
    ['several dots in one list', '1, 2, .., 4, 10, .., 22', int, [1, 2, 3, 4, 10, 16, 22]],
    ['dots that fall', '10, 8, .., 2', int, [10, 8, 6, 4, 2]],
    ['dots with nothing between', '1, 2, .., 3', int, [1, 2, 3]],
    ['a closed interval', '[1,10]:2', int, [1, 3, 5, 7, 9]],
    ['an open interval', '(0,1):0.25', float, [0.25, 0.5, 0.75]],
    ['an interval open at one end', '(0, 1] : 0.5', float, [0.5, 1]],
    ['an interval among other items', '20, [1,4):1', int, [20, 1, 2, 3]],
    ['a logarithm', '0.001-1 log [4]', float, [0.001, 0.01, 0.1, 1]],
    ['a logarithm of whole numbers', '1-1000 log [4]', int, [1, 10, 100, 1000]],
    ['a range of negative numbers', '-3--1', int, [-3, -2, -1]],
    ['negative numbers', '-1, -2', int, [-1, -2]],
    ['exponents', '1e-4, 2E+1', float, [0.0001, 20]],
    ['a range of exponents', '1e-1-3e-1 (+1e-1)', float, [0.1, 0.2, 0.3]],
    ['a decimal point without digits before it', '.5', float, [0.5]],
    ['whole numbers written as decimals', '20.0, 1e3', int, [20, 1000]],
    ['typographic minus and dash', '−3–−1', int, [-3, -2, -1]],
    ['pipes as separators', '1 || 5', int, [1, 5]],
    ['numbers in quotes', '"1", 5', int, [1, 5]],
    ['zero without a sign', '-0', int, [0]],
    ['the largest seed, every digit', '18446744073709551615', seed, ['18446744073709551615']],
    ['a range of integers beyond 2^53', '18446744073709551613-18446744073709551615', seed, ['18446744073709551613', '18446744073709551614', '18446744073709551615']],
    ['a range across 2^53', '9007199254740990-9007199254740993', anyInt, [9007199254740990, 9007199254740991, '9007199254740992', '9007199254740993']],
    ['evenly spaced integers beyond 2^53', '0-18446744073709551614 [3]', seed, [0, '9223372036854775807', '18446744073709551614']],
  ])('reads %s', (_, typed, kind, values) => {
    expect(valuesOf(typed, kind)).toEqual(values);
  });

  it.each<[string, string, InputKind, string, [number, number]]>([
    ['a word', '1, many', int, '"many" is not a number or a range.', [3, 7]],
    ['a range with three ends', '1-5-9', int, '"1-5-9" is not a number or a range.', [0, 5]],
    ['a step away from the end', '10-5 (+3)', int, 'This range is empty', [0, 9]],
    ['a step of nothing', '1-5 (+0)', int, 'A step of 0 never arrives.', [0, 8]],
    ['no values at all', '1-5 [0]', int, 'must be 1 or more', [0, 7]],
    ['an interval that leaves everything out', '(1,2):1, 5', int, 'This range is empty', [0, 7]],
    ['a fraction for a whole number', '0-1 (+0.5)', int, '0.5 is not a whole number', [0, 10]],
    ['a value above the largest', '99-101', { type: 'int', max: 100 }, '101 is above 100', [0, 6]],
    ['a value below the smallest', '0', { type: 'int', min: 1 }, '0 is below 1', [0, 1]],
    ['a seed above the largest', '18446744073709551616', seed, 'is above 18446744073709551615', [0, 20]],
    ['a value that is there twice', '5, 1-5', int, '5 is there twice', [3, 6]],
    ['too many values', '0-1000000', int, '1000001 values; an axis holds 100,000 at most', [0, 9]],
    ['too many values for a computer', '1-1e300', anyInt, 'an axis holds 100,000 at most', [0, 7]],
    ['a logarithm of zero', '0-1 log [4]', float, 'A logarithm needs both ends above 0', [0, 11]],
    ['dots without two values before', '1, .., 5', int, 'Write two', [3, 5]],
    ['dots without an end', '1, 2, ..', int, 'need one number behind', [6, 8]],
    ['random on no seed', 'random 8', int, 'this input is not a seed', [0, 8]],
    ['random of nothing', 'random 0', seed, 'draws no seed', [0, 8]],
    ['an open quote', '1, "5', int, 'This quote is never closed', [3, 5]],
    ['nothing', ' , ', int, 'There is no value here.', [0, 3]],
  ])('refuses %s and says where', (_, typed, kind, message, [from, to]) => {
    expect(parseAxisValues(typed, kind)).toEqual({ ok: false, at: { from, to }, message: expect.stringContaining(message) });
  });

  it.each<[string, string, InputKind, string]>([
    ['values that fall together', '0-3 [9]', int, 'Of 9 evenly spaced values some fall together; 4 are left.'],
    ['values off the step', '512, 515', { type: 'int', min: 16, max: 16384, step: 8 }, '515 is not on the input\'s step of 8'],
    ['dots that do not meet their end', '1, 3, .., 10', int, 'do not meet 10'],
  ])('warns of %s', (_, typed, kind, message) => {
    expect(warningsOf(typed, kind)).toEqual([expect.stringContaining(message)]);
  });

  it('does not count a decimal step as missed for its binary rounding', () => {
    expect(warningsOf('0.1-1 (+0.1)', { type: 'float', min: 0, max: 1, step: 0.1 })).toEqual([]);
  });

  it('marks the values behind SKIP and no others', () => {
    const parsed = parseAxisValues('1, SKIP: 2-3, 4', int);

    expect(parsed).toEqual({ ok: true, value: [{ value: 1, label: '1' }, { value: 2, label: '2', isSkipped: true }, { value: 3, label: '3', isSkipped: true }, { value: 4, label: '4' }] });
  });

  it('writes fractions as short as they were typed', () => {
    const parsed = parseAxisValues('0-1 (+0.1)', float);

    expect(parsed.ok && parsed.value.map(({ label }) => label)).toEqual(['0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7', '0.8', '0.9', '1']);
  });
});

describe('drawn seeds', () => {
  const context = { random: 1, axisName: 'seed' };

  it('draws the same seeds for the same random and axis', () => {
    expect(valuesOf('random 8', seed, context)).toEqual(valuesOf('random 8', seed, context));
  });

  it('keeps the first seeds when more are drawn', () => {
    expect((valuesOf('random 9', seed, context) as unknown[]).slice(0, 8)).toEqual(valuesOf('random 8', seed, context));
  });

  it('draws other seeds for another random and for another axis', () => {
    expect(valuesOf('random 1', seed, { ...context, random: 2 })).not.toEqual(valuesOf('random 1', seed, context));
    expect(valuesOf('random 1', seed, { ...context, axisName: 'noise' })).not.toEqual(valuesOf('random 1', seed, context));
  });

  it('draws one seed for each -1, as many as random would', () => {
    expect(valuesOf('-1, -1, -1', seed, context)).toEqual(valuesOf('random 3', seed, context));
  });

  it('takes -1 as a number where the input is no seed', () => {
    expect(valuesOf('-1', int)).toEqual([-1]);
  });

  it('keeps to the range of the input, and draws all of a small one', () => {
    expect((valuesOf('random 4', { type: 'int', min: 3, max: 6, isSeed: true }, context) as number[]).sort()).toEqual([3, 4, 5, 6]);
  });

  it('refuses more seeds than the range holds', () => {
    expect(valuesOf('random 5', { type: 'int', min: 3, max: 6, isSeed: true }, context)).toContain('too small for 5 different seeds');
  });
});

describe('the choice grammar', () => {
  it.each<[string, string, InputKind, unknown]>([
    ['names, in their order', 'lcm, euler', samplers, ['lcm', 'euler']],
    ['every choice', '*', samplers, ['euler', 'euler_ancestral', 'dpmpp_2m', 'uni_pc', 'lcm']],
    ['a pattern', 'euler*', samplers, ['euler', 'euler_ancestral']],
    ['a pattern with a folder, whatever its separator', 'sdxl/*', models, ['sdxl\\base.safetensors', 'sdxl\\turbo.safetensors']],
    ['a pattern without those that do not fit, whatever their case', '*, !*turbo*', models, ['sd15.safetensors', 'sdxl\\base.safetensors', 'a, b.pt']],
    ['nothing but an exclusion as all others', '!*turbo*', models, ['sd15.safetensors', 'sdxl\\base.safetensors', 'a, b.pt']],
    ['a name beside an exclusion that would take it away', '*euler*, lcm, !lcm', samplers, ['euler', 'euler_ancestral', 'lcm']],
    ['patterns that overlap, each choice once', 'euler*, *', samplers, ['euler', 'euler_ancestral', 'dpmpp_2m', 'uni_pc', 'lcm']],
    ['a name with the other separator', 'sdxl/base.safetensors', models, ['sdxl\\base.safetensors']],
    ['a quoted name with a comma', '"a, b.pt", sd15.safetensors', models, ['a, b.pt', 'sd15.safetensors']],
    ['names between pipes', 'a, b.pt || sd15.safetensors', models, ['a, b.pt', 'sd15.safetensors']],
    ['numbers among the choices', '2, 4', { type: 'choice', choices: [1, 2, 4] }, [2, 4]],
  ])('reads %s', (_, typed, kind, values) => {
    expect(valuesOf(typed, kind)).toEqual(values);
  });

  it.each<[string, string, InputKind, unknown]>([
    ['a model without its ending', 'sd15', models, 'sd15.safetensors'],
    ['another case', 'EULER', samplers, 'euler'],
    ['A1111\'s name of a sampler', 'DPM++ 2M', samplers, 'dpmpp_2m'],
    ['A1111\'s name of an ancestral sampler', 'Euler a', samplers, 'euler_ancestral'],
    ['SD.Next\'s name of a sampler', 'UniPC', samplers, 'uni_pc'],
  ])('takes %s for the one choice that fits, and says so', (_, typed, kind, value) => {
    expect(valuesOf(typed, kind)).toEqual([value]);
    expect(warningsOf(typed, kind)).toEqual([`"${typed}" was read as "${String(value)}".`]);
  });

  it.each<[string, string, InputKind, string]>([
    ['a name that is not there, with the nearest', 'eulr', samplers, '"eulr" is not among the 5 choices. Nearest: "euler"'],
    ['a pattern that matches nothing', 'flux/*', models, 'None of the 5 choices matches "flux/*"'],
    ['a name that is there twice', 'lcm, lcm', samplers, '"lcm" is there twice'],
    ['text behind a quote', '"euler" lcm', samplers, 'There is more behind the closing quote'],
    ['a pattern in quotes, which is a name', '"*"', samplers, '"*" is not among the 5 choices.'],
  ])('refuses %s', (_, typed, kind, message) => {
    expect(valuesOf(typed, kind)).toContain(message);
  });

  it('keeps an unknown name with a warning where the list is not the whole truth', () => {
    const open: InputKind = { ...samplers, isOpen: true };

    expect(valuesOf('new_sampler', open)).toEqual(['new_sampler']);
    expect(warningsOf('new_sampler', open)).toEqual([expect.stringContaining('It is kept')]);
  });

  it('skips the choices behind SKIP, quotes and patterns included', () => {
    const parsed = parseAxisValues('SKIP: "a, b.pt", SKIP: sdxl/*', models);

    expect(parsed.ok && parsed.value.map(({ value, isSkipped }) => [value, isSkipped])).toEqual([['a, b.pt', true], ['sdxl\\base.safetensors', true], ['sdxl\\turbo.safetensors', true]]);
  });
});

describe('texts', () => {
  it.each<[string, string, string[]]>([
    ['commas and hyphens', 'a, b-c, [d]\n1-5 (+2)', ['a, b-c, [d]', '1-5 (+2)']],
    ['one value a line, blank lines left out', 'one\n\n  two  \r\nthree', ['one', 'two', 'three']],
    ['pipes as separators', 'a, b || c', ['a, b', 'c']],
    ['a value in quotes over two lines', '"first\nsecond"\nthird', ['first\nsecond', 'third']],
    ['doubled quotes as one', '"she said ""go"""', ['she said "go"']],
    ['quotes that are part of the text', '"open" says the sign', ['"open" says the sign']],
    ['quotes inside', 'a sign "open, now"', ['a sign "open, now"']],
    ['a quote that is never closed', '"so what', ['"so what']],
    ['the empty text in quotes', '""\na', ['', 'a']],
  ])('keeps %s', (_, typed, values) => {
    expect(valuesOf(typed, text)).toEqual(values);
  });

  it('refuses a line that is there twice, at its place', () => {
    expect(parseAxisValues('a\nb\na', text)).toMatchObject({ ok: false, at: { from: 4, to: 5 } });
  });

  it('skips the line behind SKIP', () => {
    expect(parseAxisValues('a\nSKIP: b', text)).toMatchObject({ ok: true, value: [{ value: 'a' }, { value: 'b', isSkipped: true }] });
  });

  it.each([
    ['a LoRA tag', 'a cat <lora:fur:0.8>', 'LoraLoader'],
    ['prompt editing', 'a [cat:dog:0.5]', 'ConditioningSetTimestepRange'],
    ['alternation', 'a [cat|dog]', 'write each prompt as a value'],
    ['a random pick', 'a {cat|dog}', 'Write each alternative as a value'],
  ])('warns of %s with a remedy', (_, typed, remedy) => {
    expect(warningsOf(typed, text)).toEqual([expect.stringContaining(remedy)]);
  });

  it.each([
    ['weights', '(cat:1.2), [blurry]'],
    ['a ratio', 'scale 1:2'],
    ['a clock', 'at 12:30 [sharp]'],
  ])('does not warn of %s', (_, typed) => {
    expect(warningsOf(typed, text)).toEqual([]);
  });
});

describe('switches and pictures', () => {
  const image: InputKind = { type: 'image' };
  const hash = 'ab'.repeat(32);

  it.each<[string, string, InputKind, unknown]>([
    ['both switches', 'true, false', { type: 'boolean' }, [true, false]],
    ['words for switches', 'on, no', { type: 'boolean' }, [true, false]],
    ['all switches', '*', { type: 'boolean' }, [false, true]],
    ['files on the server', 'a.png, b.png', image, ['a.png', 'b.png']],
    ['uploads with and without a name', `cat=image:${hash}`, image, [`image:${hash}`]],
  ])('reads %s', (_, typed, kind, values) => {
    expect(valuesOf(typed, kind)).toEqual(values);
  });

  it('shows an upload under its name', () => {
    expect(parseAxisValues(`cat.png=image:${hash}`, image)).toMatchObject({ value: [{ label: 'cat.png' }] });
  });

  it.each<[string, string, InputKind, string]>([
    ['a word that is no switch', 'maybe', { type: 'boolean' }, 'neither true nor false'],
    ['a switch that is there twice', 'true, yes', { type: 'boolean' }, 'true is there twice'],
    ['an upload without a whole hash', 'image:abc', image, '64 hex digits'],
    ['a picture that is there twice', 'a.png, a.png', image, 'there twice'],
  ])('refuses %s', (_, typed, kind, message) => {
    expect(valuesOf(typed, kind)).toContain(message);
  });
});
