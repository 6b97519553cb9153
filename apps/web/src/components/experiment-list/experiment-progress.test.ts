import { expect, it } from 'vitest';
import { counts, experimentSummary } from '../../testing/things';
import { axesInShort, experimentProgress } from './experiment-progress';

it('gives a draft its number of cells and no progress', () => {
  expect(experimentProgress(experimentSummary())).toMatchObject({ count: '6', state: 'not drawn yet', parts: [], notes: [] });
});

it('says time left only while it draws', () => {
  const drawing = experimentSummary({ state: 'running', remainingSeconds: 24, counts: counts({ done: 3, running: 1, waiting: 2 }) });

  expect(experimentProgress(drawing).notes).toEqual(['0:24 left']);
  expect(experimentProgress({ ...drawing, state: 'paused' }).notes).toEqual([]);
});

it('does not count skipped cells among those to be done', () => {
  expect(experimentProgress(experimentSummary({ state: 'done', counts: counts({ done: 4, skipped: 2 }) }))).toMatchObject({ count: '4 / 4', total: 4, notes: ['∅ 2 skipped'] });
});

it('marks a plan that ended with failures', () => {
  expect(experimentProgress(experimentSummary({ state: 'done', counts: counts({ done: 5, failed: 1 }) }))).toMatchObject({ mark: '×', tone: 'failed', notes: ['× 1 failed'] });
});

it('names axes with their sizes', () => {
  expect(axesInShort([{ name: 'steps', count: 5 }, { name: 'seed', count: 1_000 }])).toBe('steps 5 × seed 1,000');
  expect(axesInShort([])).toBe('no axes: one picture');
});
