import type { CellDetail } from '@gridscope/contract';
import { describe, expect, it } from 'vitest';
import { attemptFacts, attemptHistory, metricFact, parameterFacts } from './cell-facts';

const id = '0192f0c0-0000-7000-8000-000000000001';
const attempt = { id, number: 2, serverName: 'RTX 4090', promptId: id, state: 'done', verification: 'unverified', claimedAt: 1, waitSeconds: 0.5, drawSeconds: 2.13 } as const;
const detail: CellDetail = {
  cell: { id, planId: id, index: 0, sequence: 1, isStarred: false, state: 'waiting' },
  coordinates: [],
  parameters: { set: { '3.seed': '18446744073709551615', '6.text': '' }, bypass: ['10'] },
  inputNames: { '3.seed': 'KSampler seed', '6.text': 'positive text' },
  takes: [{ id, number: 1, state: 'done', outputs: [], attempts: [attempt], createdAt: 1 }],
  metrics: [],
  workflow: '{}',
};

it('names every parameter, with exact seeds and empty texts', () => {
  expect(parameterFacts(detail).map(({ name, value }) => [name, value])).toEqual([['KSampler seed', '18446744073709551615'], ['positive text', ''], ['bypassed', '10']]);
});

it('says times, server and what could not be proved', () => {
  expect(Object.fromEntries(attemptFacts(detail).map(({ name, value }) => [name, value]))).toEqual({ waited: '0.5 s', drew: '2.1 s', server: 'RTX 4090', proof: 'unverified' });
});

it('lists attempts only where there was more than one', () => {
  const lost = { ...attempt, number: 1, state: 'failed', error: 'out of memory' } as const;
  const take = { id, number: 1, state: 'done', outputs: [], createdAt: 1 } as const;

  expect(attemptHistory(detail)).toEqual([]);
  expect(attemptHistory({ ...detail, takes: [{ ...take, outputs: [], attempts: [lost, attempt] }] }).map(({ value }) => value)).toEqual(['failed on RTX 4090: out of memory', 'done on RTX 4090']);
});

it('has nothing to say of a cell that nobody has tried', () => {
  expect(attemptFacts({ ...detail, takes: [] })).toEqual([]);
});

describe('metricFact', () => {
  const metric = { name: 'sharpness', label: 'Sharpness', value: 93.912345, unit: '', direction: 'higher', of: 'image', source: 'variance of the Laplacian' } as const;

  it.each([
    ['four digits', metric, '93.91'],
    ['its unit', { ...metric, unit: 's', value: 2.5 }, '2.5 s'],
    ['zero as zero', { ...metric, value: 0 }, '0'],
  ])('shows %s', (_, one, value) => {
    expect(metricFact(one).value).toBe(value);
  });
});
