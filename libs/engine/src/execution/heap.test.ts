import { expect, it } from 'vitest';
import { Heap } from './heap.js';

const numbers = (): Heap<number> => new Heap((first, second) => first < second);

it('lies in its array as heapq lays it', () => {
  const heap = numbers();

  for (const number of [2, 3, 4, -5, -6, 1.5, 7]) heap.push(number);

  expect(heap.raw).toEqual([-6, -5, 1.5, 3, 2, 4, 7]);
});

it('gives items back from smallest to largest', () => {
  const heap = numbers();
  for (const number of [5, 3, 9, 1, 7, 7, 0]) heap.push(number);

  const popped = Array.from({ length: 7 }, () => heap.pop());

  expect(popped).toEqual([0, 1, 3, 5, 7, 7, 9]);
});

it('stays a heap when one in the middle is taken out', () => {
  const heap = numbers();
  for (const number of [5, 3, 9, 1, 7]) heap.push(number);

  const wasThere = heap.remove((number) => number === 3);

  expect([wasThere, heap.pop(), heap.pop(), heap.pop(), heap.pop(), heap.pop()]).toEqual([true, 1, 5, 7, 9, undefined]);
});

it('keeps an item whose comparison throws', () => {
  const heap = new Heap<number>((first, second) => {
    if (first === second) throw new TypeError('not comparable');
    return first < second;
  });
  heap.push(1);

  expect(() => heap.push(1)).toThrow(TypeError);
  expect(heap.size).toBe(2);
});
