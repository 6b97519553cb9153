import { describe, expect, it } from 'vitest';
import { serverView } from '../../testing/things';
import { serverStatus, serverTroubles } from './server-status';

const nowMs = new Date(2026, 4, 3, 12, 10).getTime();
const working = { planId: '', cellId: '', index: 0, experimentName: 'steps', label: '8', progress: 0.5 };

describe('serverStatus', () => {
  it.each([
    ['nothing to do', {}, ['● ready']],
    ['at work', { working }, ['◔ drawing']],
    ['away', { state: 'unreachable' as const }, ['× unreachable']],
    ['hung', { state: 'stuck' as const }, ['■ stuck']],
    ['draining with a cell in hand', { working, isDraining: true, seatsTaken: 1 }, ['◔ drawing', '↓ draining']],
    ['drained', { isDraining: true }, ['● ready', '↓ drained']],
    ['left alone', { breaker: 'open' as const }, ['● ready', '▲ left alone']],
    ['on trial', { breaker: 'half-open' as const }, ['● ready', '▲ on trial']],
  ])('says of a server with %s what it is', (_, changed, words) => {
    expect(serverStatus(serverView(changed)).map(({ mark, word }) => `${mark} ${word}`)).toEqual(words);
  });
});

describe('serverTroubles', () => {
  it.each([
    ['nothing of one that works', {}, []],
    ['why one is away, and since when', { state: 'unreachable' as const, since: nowMs - 60_000, reason: 'It does not answer.' }, ['Since today 12:09. It does not answer.']],
    ['how much one that drains still holds', { isDraining: true, seatsTaken: 2 }, ['Draining: it finishes the 2 cells it holds and is given nothing more.']],
    ['when one that is left alone is tried again', { breaker: 'open' as const, triedAgainAt: nowMs + 9_400 }, ['Left alone after failures in a row; tried again in 10 s.']],
    ['no time where none is known', { breaker: 'open' as const }, ['Left alone after failures in a row.']],
  ])('says %s', (_, changed, sentences) => {
    expect(serverTroubles(serverView(changed), nowMs)).toEqual(sentences);
  });
});
