import { describe, expect, it } from 'vitest';
import { type AttemptEnding, breakerOf } from './breaker.js';

const nowMs = 1_000_000;
const ending = (failure: AttemptEnding['failure'], finishedAtMs = nowMs): AttemptEnding => ({ state: failure === null ? 'done' : 'lost', failure, error: 'no answer', finishedAtMs });
const troubles = (count: number, newestAtMs = nowMs) => Array.from({ length: count }, (_, i) => ending('connection', newestAtMs - i * 1_000));

describe('breakerOf', () => {
  it.each([
    ['nothing was tried', [], 'closed'],
    ['two troubles', troubles(2), 'closed'],
    ['three troubles', troubles(3), 'open'],
    ['a success after three troubles', [ending(null), ...troubles(3)], 'closed'],
    ['a cell of its own fault after three troubles', [ending('failed'), ...troubles(3)], 'closed'],
    ['somebody stopped one after three troubles', [ending('stopped'), ...troubles(3)], 'open'],
    ['a full disk of our own among three troubles', [...troubles(2), ending('disk-full'), ...troubles(1)], 'open'],
    ['two troubles, a success, two troubles', [...troubles(2), ending(null), ...troubles(2)], 'closed'],
    ['a program that stopped among three troubles', [...troubles(2), { ...ending(null), state: 'lost' as const }, ...troubles(1)], 'open'],
  ])('after %s', (_, endings, state) => {
    expect(breakerOf(endings, nowMs).state).toBe(state);
  });

  it.each([
    ['5 s after three', 3, 5_000],
    ['10 s after four', 4, 10_000],
    ['40 s after six', 6, 40_000],
    ['60 s after seven, and not more', 7, 60_000],
    ['60 s after twenty', 20, 60_000],
  ])('rests %s troubles', (_, count, restMs) => {
    expect(breakerOf(troubles(count), nowMs + restMs - 1)).toMatchObject({ state: 'open', triesAgainAtMs: nowMs + restMs });
    expect(breakerOf(troubles(count), nowMs + restMs).state).toBe('half-open');
  });

  it('names the last trouble', () => {
    expect(breakerOf(troubles(3), nowMs)).toMatchObject({ reason: '3 troubles in a row; the last: no answer' });
  });
});
