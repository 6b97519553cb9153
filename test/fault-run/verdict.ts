import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DiskImageStore } from '@gridscope/api/dist/images/disk-image-store.js';
import { ImageSweep } from '@gridscope/api/dist/images/image-sweep.js';
import { ImagesRepository } from '@gridscope/api/dist/images/images.repository.js';
import { findDoubled, type Witnesses } from './find-doubled.js';
import type { Row, Rows } from './rows.js';
import type { Troubles } from './troubles.js';

/** What a run came to; the words are defined in docs/reference/faults.md. */
export interface Verdict {
  cells: number;
  lost: string[];
  doubled: string[];
  orphans: string[];
}

/** Longer than anything just stored is left in peace. */
const laterMs = 3_600_000;

/** Holds rows, files and the engines' own records against each other. The program has ended. */
export async function findVerdict(cluster: Witnesses & { dataFolder: string }, rows: Rows, troubles: Troubles): Promise<Verdict> {
  const { dataFolder } = cluster;
  // As the hourly sweep of the program: what a kill left half stored is no orphan, what that misses is one.
  await new ImageSweep(new DiskImageStore(dataFolder), new ImagesRepository(rows.em)).run(Date.now() + laterMs, new AbortController().signal);
  const stored = await storedFiles(join(dataFolder, 'images'));
  return {
    cells: await rows.count('select count(*) from cell'),
    lost: [...(await unfinished(rows)), ...(await unreadable(rows, stored))],
    doubled: await findDoubled(cluster, rows, troubles),
    orphans: [...(await filesWithoutRow(rows, stored)), ...(await leftInFolder(join(dataFolder, 'temporary'))), ...(await underWay(rows))],
  };
}

/** Cells that are not done, or never were written down. */
async function unfinished(rows: Rows): Promise<string[]> {
  const cells = await rows.all(`select cell.id, cell.state, cell.reason from cell where cell.state <> 'done'`);
  const plans = await rows.all('select plan.id, plan.cell_count - (select count(*) from cell where cell.plan_id = plan.id) as missing from plan');
  const unplanned = await rows.all('select id from experiment where not exists (select 1 from plan where plan.experiment_id = experiment.id)');
  return [
    ...cells.map((row) => `cell ${row['id']} is ${row['state']}: ${row['reason'] ?? 'no reason'}`),
    ...plans.flatMap((row) => Array.from({ length: Number(row['missing']) }, () => `plan ${row['id']} lacks a cell`)),
    ...unplanned.map((row) => `experiment ${row['id']} has no plan`),
  ];
}

/** Done cells whose picture is not there, or has other bytes than its hash says. */
async function unreadable(rows: Rows, stored: ReadonlyMap<string, string>): Promise<string[]> {
  const cells = await rows.all(`select cell.id, output.file_hash as hash from cell left join output on output.take_id = cell.take_id and output.kind = 'image' where cell.state = 'done'`);
  const verdicts = new Map<string, string | undefined>();
  for (const hash of new Set(cells.map((row) => String(row['hash'])))) verdicts.set(hash, await troubleOf(hash, stored.get(hash)));
  return cells.flatMap((row) => {
    const trouble = verdicts.get(String(row['hash']));
    return trouble === undefined ? [] : [`cell ${row['id']}: ${trouble}`];
  });
}

async function troubleOf(hash: string, path: string | undefined): Promise<string | undefined> {
  if (hash === 'null') return 'it is done and has no picture';
  if (path === undefined) return `picture ${hash} is not there`;
  const found = createHash('sha256').update(await readFile(path)).digest('hex');
  return found === hash ? undefined : `picture ${hash} has the bytes of ${found}`;
}

async function filesWithoutRow(rows: Rows, stored: ReadonlyMap<string, string>): Promise<string[]> {
  const known = new Set((await rows.all('select hash from image union select file_hash as hash from output where file_hash is not null')).map((row) => row['hash']));
  return [...stored.keys()].filter((hash) => !known.has(hash)).map((hash) => `file ${hash} has no row`);
}

async function leftInFolder(folder: string): Promise<string[]> {
  return (await readdir(folder)).map((name) => `left behind: ${name}`);
}

/** Attempts that nobody ended, and seats that nobody gave back. */
async function underWay(rows: Rows): Promise<string[]> {
  const attempts: Row[] = await rows.all(`select id, state, holds_seat from attempt where state in ('queued', 'running') or holds_seat = true`);
  return attempts.map((row) => `attempt ${row['id']} is ${row['state']}, its seat ${row['holds_seat'] ? 'held' : 'free'}`);
}

/** Hash → path of everything under `images`. */
async function storedFiles(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [path.slice(folder.length).replace(/[\\/]/g, ''), path]));
}
