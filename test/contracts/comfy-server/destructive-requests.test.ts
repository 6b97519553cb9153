import { expect, it } from 'vitest';
import { destructiveRequests } from './destructive-requests.js';
import type { Recording, RecordedRequest } from './recording.js';

const recording = (request: RecordedRequest): Recording => ({ scenario: 'x', steps: [{ kind: 'http', request }] });

it.each([
  ['clears the queue', { method: 'POST', path: '/queue', json: { clear: true } }, 1],
  ['takes its own prompt out', { method: 'POST', path: '/queue', json: { delete: ['a'] } }, 0],
  ['clears the history', { method: 'POST', path: '/api/history', json: { clear: true } }, 1],
  ['stops whatever runs', { method: 'POST', path: '/interrupt' }, 1],
  ['stops its own prompt', { method: 'POST', path: '/interrupt', json: { prompt_id: 'a' } }, 0],
  ['frees memory', { method: 'POST', path: '/free', json: { free_memory: true } }, 1],
  ['reads', { method: 'GET', path: '/queue' }, 0],
])('counts what %s', (_, request, count) => {
  expect(destructiveRequests(recording(request))).toHaveLength(count);
});
