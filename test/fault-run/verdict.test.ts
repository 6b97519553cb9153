import { createHash } from 'node:crypto';
import { mkdir, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { looseData, type LooseData } from '../support/loose-data.js';
import { Troubles } from './troubles.js';
import { findVerdict } from './verdict.js';

const bytes = new TextEncoder().encode('a picture');
const hash = createHash('sha256').update(bytes).digest('hex');
const pathOf = ({ dataFolder }: LooseData) => join(dataFolder, 'images', hash.slice(0, 2), hash.slice(2));

/** A plan of one cell that was drawn, kept and ended. */
async function sound(): Promise<LooseData> {
  const data = await looseData(onTestFinished);
  await mkdir(dirname(pathOf(data)), { recursive: true });
  await writeFile(pathOf(data), bytes);
  await data.put('experiment', { id: 'e' });
  await data.put('plan', { id: 'p', experiment_id: 'e', state: 'done', cell_count: 1 });
  await data.put('take', { id: 't', recipe_key: 'r', state: 'done' });
  await data.put('cell', { id: 'c', plan_id: 'p', take_id: 't', state: 'done' });
  await data.put('attempt', { id: 'a', take_id: 't', number: 1, prompt_id: 'p1', state: 'done' });
  await data.put('image', { hash, created_at: Date.now() });
  await data.put('output', { id: 'o', take_id: 't', attempt_id: 'a', kind: 'image', file_hash: hash });
  return data;
}

/** Later than anything that the sweep looks at. */
async function writeLater(path: string): Promise<void> {
  await writeFile(path, '');
  const laterSeconds = Date.now() / 1_000 + 24 * 3_600;
  await utimes(path, laterSeconds, laterSeconds);
}

const verdictOf = (data: LooseData) => findVerdict({ dataFolder: data.dataFolder, engines: [] }, data.rows, new Troubles());

it('finds nothing wrong with a cell that was drawn, kept and ended', async () => {
  expect(await verdictOf(await sound())).toEqual({ cells: 1, lost: [], doubled: [], orphans: [] });
});

it.each<[string, (data: LooseData) => Promise<unknown>, 'lost' | 'orphans', RegExp]>([
  ['a cell that failed', (data) => data.rows.change("update cell set state = 'failed', reason = 'it broke'"), 'lost', /cell c is failed: it broke/],
  ['a cell that was never written down', (data) => data.rows.change('update plan set cell_count = 2'), 'lost', /plan p lacks a cell/],
  ['an experiment that was never planned', (data) => data.put('experiment', { id: 'f' }), 'lost', /experiment f has no plan/],
  ['a done cell without a picture', (data) => data.rows.change("update output set kind = 'text', file_hash = null"), 'lost', /cell c: it is done and has no picture/],
  ['a picture that is not there', (data) => rm(pathOf(data)), 'lost', /cell c: picture .* is not there/],
  ['a picture with other bytes', (data) => writeFile(pathOf(data), 'another'), 'lost', /cell c: picture .* has the bytes of/],
  ['a file that was being written', (data) => writeLater(join(data.dataFolder, 'temporary', 'half')), 'orphans', /left behind: half/],
  ['a file that the sweep misses', (data) => writeLater(join(dirname(pathOf(data)), 'f'.repeat(62))), 'orphans', /file .*f{62} has no row/],
  ['an attempt that nobody ended', (data) => data.put('attempt', { id: 'b', take_id: 't', number: 2, prompt_id: 'p2', state: 'running' }), 'orphans', /attempt b is running, its seat free/],
  ['a seat that nobody gave back', (data) => data.rows.change('update attempt set holds_seat = true'), 'orphans', /attempt a is done, its seat held/],
])('finds %s', async (_, spoil, where, expected) => {
  const data = await sound();
  await spoil(data);

  const verdict = await verdictOf(data);

  expect(verdict[where]).toEqual([expect.stringMatching(expected)]);
});
