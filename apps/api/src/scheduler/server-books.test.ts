import { expect, it } from 'vitest';
import { ServerBooks } from './server-books.js';

const pace = { secondsPerStep: 2, secondsPerLoad: 3 };
const cell = (steps: number, isLoad = false) => ({ steps, isLoad, modelKey: 'a', planId: 'p' });

it('counts a server busy until it has finished what it holds, loads too', () => {
  const books = new ServerBooks();
  books.note('s', cell(2, true), 1_000);
  books.note('s', cell(1), 1_500);

  expect(books.busySeconds('s', pace, 2_000)).toBe(8);
});

it('begins the next prompt when one is gone', () => {
  const books = new ServerBooks();
  books.note('s', cell(2), 0);
  books.note('s', cell(1), 0);

  books.count('s', 1, 5_000);

  expect(books.busySeconds('s', pace, 6_000)).toBe(1);
});

it('does not count a server free whose prompt takes longer than expected', () => {
  const books = new ServerBooks();
  books.note('s', cell(2), 0);

  expect(books.busySeconds('s', pace, 60_000)).toBeGreaterThan(0);
});

it('expects a prompt that is late to be late as long again, and what follows it to be as slow', () => {
  const books = new ServerBooks();
  books.note('s', cell(2), 0);
  books.note('s', cell(1), 0);

  expect(books.busySeconds('s', pace, 40_000)).toBe(36 + 2 * 10);
});

it('guesses for prompts that it has not given itself', () => {
  const books = new ServerBooks();

  books.count('s', 2, 0);

  expect(books.busySeconds('s', pace, 1_000)).toBe(3);
});
