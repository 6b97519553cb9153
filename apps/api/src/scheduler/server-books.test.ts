import { expect, it } from 'vitest';
import { ServerBooks } from './server-books.js';

const cell = (seconds: number) => ({ seconds, modelKey: 'a', planId: 'p' });

it('counts a server busy until it has finished what it holds', () => {
  const books = new ServerBooks();
  books.note('s', cell(4), 1_000);
  books.note('s', cell(2), 1_500);

  expect(books.busySeconds('s', 2_000)).toBe(5);
});

it('begins the next prompt when one is gone', () => {
  const books = new ServerBooks();
  books.note('s', cell(4), 0);
  books.note('s', cell(2), 0);

  books.count('s', 1, 9, 5_000);

  expect(books.busySeconds('s', 6_000)).toBe(1);
});

it('does not count a server free whose prompt takes longer than expected', () => {
  const books = new ServerBooks();
  books.note('s', cell(4), 0);

  expect(books.busySeconds('s', 60_000)).toBeGreaterThan(0);
});

it('guesses for prompts that it has not given itself', () => {
  const books = new ServerBooks();

  books.count('s', 2, 3, 0);

  expect(books.busySeconds('s', 1_000)).toBe(5);
});
