import { expect, it } from 'vitest';
import { freeSeats, isOffered } from './free-seats.js';

const server = { seats: 2, breaker: 'closed', foreignQueue: 0, state: 'ready', isDraining: false } as const;

it.each([
  ['both seats of a server that holds nothing', server, { held: 0, assigned: 0 }, 2],
  ['none beside what it holds and what is on its way', server, { held: 1, assigned: 1 }, 0],
  ['one where somebody else has a prompt in its queue', { ...server, foreignQueue: 1 }, { held: 0, assigned: 0 }, 1],
  ['none where others queue more than it has seats', { ...server, foreignQueue: 7 }, { held: 0, assigned: 0 }, 0],
  ['one for a try after troubles', { ...server, breaker: 'half-open' as const }, { held: 0, assigned: 0 }, 1],
  ['none while the try is under way', { ...server, breaker: 'half-open' as const }, { held: 1, assigned: 0 }, 0],
])('gives %s', (_, facts, taken, seats) => {
  expect(freeSeats(facts, taken)).toBe(seats);
});

it.each([
  ['a ready server', server, true],
  ['no server that cannot be reached', { ...server, state: 'unreachable' as const }, false],
  ['no server that takes prompts and runs none', { ...server, state: 'stuck' as const }, false],
  ['no server that is being drained', { ...server, isDraining: true }, false],
  ['no server that rests after troubles', { ...server, breaker: 'open' as const }, false],
  ['a server that may be tried again', { ...server, breaker: 'half-open' as const }, true],
])('offers %s', (_, facts, offered) => {
  expect(isOffered(facts)).toBe(offered);
});
