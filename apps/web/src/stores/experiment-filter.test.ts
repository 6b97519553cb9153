import { expect, it } from 'vitest';
import { experimentSummary, idOf } from '../testing/things';
import { isInFilter, readFilter, sortExperiments, writeFilter } from './experiment-filter';

it('comes back from its address as it was', () => {
  const filter = { search: 'cfg', tag: 'sdxl', state: 'paused' as const, sort: 'name' as const };

  expect(readFilter(writeFilter(filter))).toEqual(filter);
  expect(writeFilter({ sort: 'newest' })).toEqual({});
});

it('leaves out what an address says wrongly', () => {
  expect(readFilter({ state: 'flying', sort: 'sideways', search: ['a'] })).toEqual({ search: undefined, tag: undefined, state: undefined, sort: 'newest' });
});

it.each([
  ['its name, whatever the case', { search: 'STEPS', sort: 'newest' as const }, true],
  ['the name of an axis', { search: 'sampler', sort: 'newest' as const }, true],
  ['a word it has nowhere', { search: 'lora', sort: 'newest' as const }, false],
  ['a tag it has', { tag: 'first', sort: 'newest' as const }, true],
  ['a tag it lacks', { tag: 'second', sort: 'newest' as const }, false],
  ['another state', { state: 'done' as const, sort: 'newest' as const }, false],
])('judges by %s', (_, filter, isIn) => {
  expect(isInFilter(experimentSummary({ tags: ['first'] }), filter)).toBe(isIn);
});

it('sorts by age, and by id where the age is the same', () => {
  const experiments = [experimentSummary({ id: idOf(2) }), experimentSummary({ id: idOf(1) }), experimentSummary({ id: idOf(3), createdAt: 5 })];

  expect(sortExperiments(experiments, 'newest').map(({ id }) => id)).toEqual([idOf(2), idOf(1), idOf(3)]);
  expect(sortExperiments(experiments, 'oldest').map(({ id }) => id)).toEqual([idOf(3), idOf(1), idOf(2)]);
});
