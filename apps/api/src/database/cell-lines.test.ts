import { expect, it } from 'vitest';
import { readLines, withLine } from './cell-lines.js';

const [first, second] = [{ stride: 1, size: 4, place: 0 }, { stride: 4, size: 2, place: 1 }];
const kept = (...lines: (typeof first)[]) => JSON.stringify(lines);

it.each([
  ['the first', null, first, true, [first]],
  ['another beside it', kept(first), second, true, [first, second]],
  ['one that is there once', kept(first, second), first, true, [second, first]],
  ['all but one', kept(first, second), first, false, [second]],
  ['nothing where the last one goes', kept(first), first, false, []],
  ['the others where the one was never there', kept(first), second, false, [first]],
])('keeps %s', (_, before, line, isKept, after) => {
  expect(readLines(withLine(before, line, isKept))).toEqual(after);
});

it('keeps no text where no line is left', () => {
  expect(withLine(kept(first), first, false)).toBeNull();
});
