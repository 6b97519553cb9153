import type { ExperimentSummary, ServerView } from '@gridscope/contract';
import { expect, it } from 'vitest';
import { serverView } from '../testing/things';
import { serverLack } from './server-lack';

const nowMs = new Date(2026, 4, 3, 12, 10).getTime();
const minute = 60_000;
const away = (name: string, minutesAgo: number) => serverView({ name, state: 'unreachable', since: nowMs - minutesAgo * minute });

it.each<[string, ExperimentSummary['servers'], ServerView[], string | undefined]>([
  ['nothing while one takes cells', 'all', [away('a', 5), serverView({ name: 'b' })], undefined],
  ['nothing while one was not asked yet', 'all', [serverView({ state: 'unknown' })], undefined],
  ['since when the last went away', 'all', [away('a', 5), away('b', 2)], 'no server is ready since today 12:08'],
  ['nothing of servers that it may not use', ['a'], [away('a', 5), serverView({ name: 'b' })], 'no server is ready since today 12:05'],
  ['that one is stuck', ['a'], [serverView({ name: 'a', state: 'stuck', since: nowMs - minute })], 'no server is ready since today 12:09'],
  ['that all are drained', 'all', [serverView({ isDraining: true }), serverView({ isDraining: true })], 'all its servers are drained'],
  ['that one is left alone', 'all', [serverView({ breaker: 'open' })], 'no server is ready'],
  ['that none is there', 'engine', [serverView()], 'none of its servers is there'],
])('says %s', (_, choice, servers, lack) => {
  expect(serverLack(choice, servers, nowMs)).toBe(lack);
});
