import { expect, it } from 'vitest';
import { mayBeOnItsWay } from './may-be-on-its-way.js';

const here = { workerId: 'own', isAlive: true, leaseMs: 1_000, nowMs: 10_000 };

it.each([
  ['another living worker has just stopped', { workerId: 'other', finishedAt: 9_500 }, here, true],
  ['a worker on another machine has just stopped', { workerId: 'other', finishedAt: 9_500 }, { ...here, isAlive: undefined }, true],
  ['this worker has stopped, which knows when it has arrived', { workerId: 'own', finishedAt: 9_500 }, here, false],
  ['a worker had stopped that ended since', { workerId: 'other', finishedAt: 9_500 }, { ...here, isAlive: false }, false],
  ['another worker has stopped longer than a lease ago', { workerId: 'other', finishedAt: 8_000 }, here, false],
])('tells of a prompt that %s whether it may be on its way', (_, seat, own, expected) => {
  expect(mayBeOnItsWay(seat, own)).toBe(expected);
});
