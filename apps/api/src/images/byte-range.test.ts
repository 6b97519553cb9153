import { describe, expect, it } from 'vitest';
import { parseByteRange } from './byte-range.js';

describe('parseByteRange', () => {
  it.each([
    ['no header as the whole file', undefined, undefined],
    ['a stretch, both ends included', 'bytes=0-9', { from: 0, to: 9 }],
    ['an open end', 'bytes=90-', { from: 90, to: 99 }],
    ['an end beyond the file as its last byte', 'bytes=95-500', { from: 95, to: 99 }],
    ['the last bytes', 'bytes=-10', { from: 90, to: 99 }],
    ['more last bytes than there are as all', 'bytes=-500', { from: 0, to: 99 }],
    ['a start beyond the file as unsatisfiable', 'bytes=100-', 'unsatisfiable'],
    ['no last bytes as unsatisfiable', 'bytes=-0', 'unsatisfiable'],
    ['several stretches as the whole file', 'bytes=0-1,4-5', undefined],
    ['another unit as the whole file', 'rows=0-1', undefined],
    ['an end before the start as the whole file', 'bytes=9-3', undefined],
  ])('reads %s', (_, header, range) => {
    expect(parseByteRange(header, 100)).toEqual(range);
  });
});
