import type { RecordedEvent } from '@gridscope/engine';
import { expect, it, onTestFinished } from 'vitest';
import { looseData, type LooseData } from '../support/loose-data.js';
import { findDoubled } from './find-doubled.js';

/** A prompt that ran from one moment to another. */
const ran = (promptId: string, putAtMs: number, endAtMs: number): RecordedEvent[] => [{ event: 'put', atMs: putAtMs, promptId, held: 1 }, { event: 'end', atMs: endAtMs, promptId, isSuccess: true }];
const engine = (name: string, ...events: RecordedEvent[][]) => ({ name, record: () => events.flat() });

/** Two attempts at one take, the second of which came out. */
async function twoAttempts(): Promise<LooseData> {
  const data = await looseData(onTestFinished);
  await data.put('take', { id: 't', recipe_key: 'r', state: 'done' });
  await data.put('attempt', { id: 'a', take_id: 't', number: 1, prompt_id: 'p1', state: 'lost' });
  await data.put('attempt', { id: 'b', take_id: 't', number: 2, prompt_id: 'p2', state: 'done' });
  return data;
}

/** Whoever is named was in trouble all the time. */
const troubled = (...names: string[]) => ({ touched: (subjects: readonly string[]) => subjects.some((subject) => names.includes(subject)) });

it.each<[string, ReturnType<typeof engine>[], string[], RegExp[]]>([
  ['nothing where one attempt ran', [engine('ash', ran('p2', 0, 10))], [], []],
  ['nothing where the first attempt was interrupted', [engine('ash', [{ event: 'put', atMs: 0, promptId: 'p1', held: 1 }, { event: 'end', atMs: 5, promptId: 'p1', isSuccess: false }], ran('p2', 6, 10))], [], []],
  ['a take that was drawn again though the first engine was in reach', [engine('ash', ran('p1', 0, 10)), engine('birch', ran('p2', 20, 30))], [], [/take t was drawn by ash \(p1\) and again by birch \(p2\)/]],
  ['nothing where the first engine was out of reach', [engine('ash', ran('p1', 0, 10)), engine('birch', ran('p2', 20, 30))], ['ash'], []],
  ['a take that was drawn again while only the second engine was out of reach', [engine('ash', ran('p1', 0, 10)), engine('birch', ran('p2', 20, 30))], ['birch'], [/was drawn by ash/]],
  ['nothing where the disk was full in between', [engine('ash', ran('p1', 0, 10)), engine('birch', ran('p2', 20, 30))], ['disk'], []],
  ['a prompt that ran twice', [engine('ash', ran('p2', 0, 10), ran('p2', 20, 30))], [], [/prompt p2 ran twice/]],
  ['a prompt that no attempt sent', [engine('ash', ran('p3', 0, 10))], [], [/ash ran prompt p3, which no attempt sent/]],
])('finds %s', async (_, engines, inTrouble, expected) => {
  const { rows } = await twoAttempts();

  const found = await findDoubled({ engines }, rows, troubled(...inTrouble));

  expect(found).toEqual(expected.map((sentence) => expect.stringMatching(sentence)));
});

it.each<[string, [string, Record<string, string | number>][], RegExp]>([
  ['a take that was stored twice', [['attempt', { id: 'c', take_id: 't', number: 3, prompt_id: 'p3', state: 'done' }]], /a take was stored twice: .*"t"/],
  ['a recipe with two finished takes', [['take', { id: 'u', recipe_key: 'r', state: 'done' }]], /a recipe has two takes: .*"r"/],
  ['a take with more pictures than its workflow makes', [['output', { id: 'o', take_id: 't' }], ['output', { id: 'q', take_id: 't' }]], /a take of one picture has more: .*"t"/],
  ['a cell that is there twice', [['cell', { id: 'x', plan_id: 'p', cell_index: 7 }], ['cell', { id: 'y', plan_id: 'p', cell_index: 7 }]], /a cell is there twice: .*7/],
])('finds %s among the rows', async (_, put, expected) => {
  const data = await twoAttempts();
  for (const [table, values] of put) await data.put(table, values);

  const found = await findDoubled({ engines: [engine('ash', ran('p2', 0, 10))] }, data.rows, troubled());

  expect(found).toEqual([expect.stringMatching(expected)]);
});
