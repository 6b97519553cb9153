import type { CellDetail, CellView } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { idOf } from '../../testing/things';
import { restWords } from './rest-words';

const nowMs = new Date(2026, 4, 3, 14, 2, 0).getTime();
const waiting = (changed: { notBefore?: number; isFirst?: true }): CellView => ({ id: idOf(1), planId: idOf(1001), index: 0, sequence: 1, isStarred: false, state: 'waiting', ...changed });
const attempt = { id: idOf(3), number: 1, serverName: 'workstation', promptId: idOf(4), state: 'lost' as const, claimedAt: 0, error: 'It does not answer.' };
const detail: CellDetail = { cell: waiting({}), coordinates: [], parameters: { set: {}, bypass: [] }, inputNames: {}, takes: [{ id: idOf(2), number: 1, state: 'open', outputs: [], attempts: [attempt], createdAt: 0 }], metrics: [], workflow: '{}' };

it.each<[string, CellView, string | undefined]>([
  ['until when a cell rests, and why', waiting({ notBefore: nowMs + 9_500 }), 'Tried again at 14:02:09, in 10 s: attempt 1 on workstation did not come to an end. It does not answer.'],
  ['nothing of a rest that is over', waiting({ notBefore: nowMs - 1 }), undefined],
  ['that a cell comes first', waiting({ isFirst: true }), 'Drawn at the next free seat, before all others.'],
  ['nothing of one that waits its turn', waiting({}), undefined],
])('says %s', (_, cell, words) => {
  expect(restWords(cell, detail, nowMs)).toBe(words);
});
