import { expect, it } from 'vitest';
import { nextIndex } from './next-index';

it.each<[string, number, number[], number | undefined]>([
  ['the next one', 3, [1, 5], 5],
  ['the first one after the end', 6, [1, 5], 1],
  ['itself where it is the only one', 5, [5], 5],
  ['the first one at the beginning', -1, [0], 0],
  ['none', 3, [], undefined],
])('finds %s', (_, after, wanted, found) => {
  expect(nextIndex(after, 8, (index) => wanted.includes(index))).toBe(found);
});
