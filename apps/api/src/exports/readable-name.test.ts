import { describe, expect, it } from 'vitest';
import { readableName, safeName } from './readable-name.js';

describe('readableName', () => {
  it('says the number and the values of a cell', () => {
    expect(readableName({ index: 7, labels: ['8', 'euler'] }, ['steps', 'sampler'], { cellCount: 60, extension: 'png' })).toBe('0007 steps=8, sampler=euler.png');
  });

  it('numbers the pictures of a batch', () => {
    expect(readableName({ index: 0, labels: [] }, [], { cellCount: 1, part: 2, extension: 'png' })).toMatch(/ \(2\)\.png$/);
  });

  it('keeps enough digits that names sort as cells do', () => {
    expect(readableName({ index: 7, labels: ['a'] }, ['x'], { cellCount: 250_000, extension: 'png' })).toMatch(/^000007 /);
  });

  it('stays short enough for every file system', () => {
    expect(readableName({ index: 1, labels: ['long '.repeat(200)] }, ['prompt'], { cellCount: 2, extension: 'png' }).length).toBeLessThan(200);
  });
});

describe('safeName', () => {
  it.each([
    ['a path', '../../etc/passwd', '.._.._etc_passwd'],
    ['what Windows refuses', 'a<b>c:d|e?f*g', 'a_b_c_d_e_f_g'],
    ['a dot at the end', 'etc. ', 'etc'],
    ['line breaks', 'a\nb', 'a_b'],
    ['nothing', '', 'unnamed'],
  ])('makes %s safe', (_, text, expected) => {
    expect(safeName(text)).toBe(expected);
  });
});
