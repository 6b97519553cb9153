import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from '@mikro-orm/knex';
import { holdDataFolder } from '../../apps/api/src/database/data-folder.js';
import { hasSeveralWriters } from '../../apps/api/src/database/lock-row.js';
import { openPostgres } from '../../apps/api/src/database/open-database.js';
import { DiskImageStore } from '../../apps/api/src/images/disk-image-store.js';
import { ImageSweep } from '../../apps/api/src/images/image-sweep.js';
import { ImagesRepository } from '../../apps/api/src/images/images.repository.js';
import { openTestDatabase, testDriver } from './test-database.js';

type Row = Record<string, string | number | null>;

/** Longer than anything just stored is left in peace. */
const laterMs = 3_600_000;

export interface DataFolderCheck {
  /** A process was killed on it: what it left half-stored is swept first, as the hourly sweep does. Default false. */
  wasKilled?: boolean;
  /** Cells may wait for a server still: the program was ended in the middle. Default false: nothing is under way. */
  mayBeUnderWay?: boolean;
  /** PostgreSQL that the program used. Default: the tests' database of the folder. */
  databaseUrl?: string;
}

export interface CheckedDataFolder {
  /** All that is wrong, a sentence each. */
  problems: string[];
  /** Stored files whose bytes hash to their name and which a row refers to. */
  soundFiles: number;
}

/** Opens the data folder of a program that has ended and holds rows, files and hashes against each other. */
export async function checkDataFolder(dataFolder: string, options: DataFolderCheck = {}): Promise<CheckedDataFolder> {
  const folder = await holdDataFolder(dataFolder, await testDriver());
  const orm = await (options.databaseUrl === undefined ? openTestDatabase(dataFolder) : openPostgres(options.databaseUrl));
  try {
    // The drivers' common part is what is used here.
    const em = orm.em.fork() as EntityManager;
    if (options.wasKilled === true) await new ImageSweep(new DiskImageStore(dataFolder), new ImagesRepository(em)).run(Date.now() + laterMs, new AbortController().signal);
    const files = await checkFiles(em, dataFolder);
    const underWayStill = options.mayBeUnderWay === true ? [] : await underWay(em);
    return { problems: [...(await databaseProblems(em)), ...files.problems, ...(await exportProblems(em, dataFolder)), ...(await planProblems(em)), ...underWayStill], soundFiles: files.soundFiles };
  } finally {
    await orm.close();
    await folder.release();
  }
}

/** What SQLite finds wrong with its file; PostgreSQL looks after its own. */
async function databaseProblems(em: EntityManager): Promise<string[]> {
  if (hasSeveralWriters(em)) return [];
  const integrity: Row[] = await em.execute('pragma integrity_check');
  const keys: Row[] = await em.execute('pragma foreign_key_check');
  return [...integrity.filter((row) => row['integrity_check'] !== 'ok'), ...keys].map((row) => `the database: ${JSON.stringify(row)}`);
}

/** Every row has its bytes, they hash to their name, and no file is without a row. */
async function checkFiles(em: EntityManager, dataFolder: string): Promise<CheckedDataFolder> {
  const images: Row[] = await em.execute('select hash, size_bytes from image');
  const outputs: Row[] = await em.execute('select file_hash as hash, size_bytes, kind from output where file_hash is not null');
  const known = new Map([...outputs, ...images].map((row) => [String(row['hash']), Number(row['size_bytes'])]));
  const pictures = new Set(images.map((row) => row['hash']));
  const stored = await storedFiles(join(dataFolder, 'images'));
  const problems = [...stored.keys()].filter((hash) => !known.has(hash)).map((hash) => `a file without a row: ${hash}`);
  let soundFiles = 0;
  for (const [hash, sizeBytes] of known) {
    const found = await bytesProblems(hash, sizeBytes, stored.get(hash));
    problems.push(...found);
    if (found.length === 0) soundFiles += 1;
  }
  problems.push(...outputs.filter((row) => row['kind'] === 'image' && !pictures.has(row['hash'] ?? '')).map((row) => `a picture without a row: ${row['hash']}`));
  problems.push(...(await readdir(join(dataFolder, 'temporary'))).map((name) => `left behind: temporary/${name}`));
  return { problems, soundFiles };
}

async function exportProblems(em: EntityManager, dataFolder: string): Promise<string[]> {
  const rows: Row[] = await em.execute(`select id, request, size_bytes from export where state = 'done'`);
  const sizes = await Promise.all(rows.map(async (row) => {
    // Written by the program: an ExportRequest.
    const { format } = JSON.parse(String(row['request'])) as { format: string };
    return (await stat(join(dataFolder, 'exports', `${row['id']}.${format}`))).size;
  }));
  return rows.filter((row, place) => sizes[place] !== Number(row['size_bytes'])).map((row) => `export ${row['id']} is not as long as its row says`);
}

async function bytesProblems(hash: string, sizeBytes: number, path: string | undefined): Promise<string[]> {
  if (path === undefined) return [`a row without its file: ${hash}`];
  const bytes = await readFile(path);
  const found = createHash('sha256').update(bytes).digest('hex');
  return [...(found === hash ? [] : [`${hash} holds bytes of ${found}`]), ...(bytes.byteLength === sizeBytes ? [] : [`${hash} has ${bytes.byteLength} bytes, its row says ${sizeBytes}`])];
}

/** Hash → path of everything under `images`. */
async function storedFiles(folder: string): Promise<Map<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(files.map((path) => [path.slice(folder.length).replace(/[\\/]/g, ''), path]));
}

/** No cell is lost and none is stored twice. */
async function planProblems(em: EntityManager): Promise<string[]> {
  const checks: [string, string][] = [
    ['a finished plan lacks cells', `select plan.id from plan where state = 'done' and cell_count <> (select count(*) from cell where cell.plan_id = plan.id)`],
    ['a plan has more cells than it says', 'select plan.id from plan where cell_count < (select count(*) from cell where cell.plan_id = plan.id)'],
    ['a finished plan has open cells', `select cell.id from cell join plan on plan.id = cell.plan_id where plan.state = 'done' and cell.state in ('waiting', 'queued', 'running')`],
    ['two cells changed with one sequence number', 'select plan_id, sequence from cell group by plan_id, sequence having count(*) > 1'],
    ['a cell is ahead of its plan', 'select cell.id from cell join plan on plan.id = cell.plan_id where cell.sequence > plan.sequence'],
    ['a take was drawn twice', `select take_id from attempt where state = 'done' group by take_id having count(*) > 1`],
    ['a done cell has no finished take', `select cell.id from cell left join take on take.id = cell.take_id where cell.state = 'done' and (take.state is null or take.state <> 'done')`],
    ['a done cell has no output', `select id from cell where state = 'done' and not exists (select 1 from output where output.take_id = cell.take_id)`],
    ['a done cell shows a picture that is not its own', `select id from cell where state = 'done' and lead_image is not null and not exists (select 1 from output where output.take_id = cell.take_id and output.file_hash = cell.lead_image)`],
    ['an output belongs to an attempt that did not end well', `select output.id from output join attempt on attempt.id = output.attempt_id where attempt.state <> 'done'`],
    ['a cell that is not done shows a picture', `select id from cell where state in ('waiting', 'failed') and lead_image is not null`],
    ['a failed cell gives no reason', `select id from cell where state = 'failed' and (reason is null or reason = '')`],
    ['a cell is claimed and nobody has it', `select id from cell where state in ('queued', 'running') and not exists (select 1 from attempt where attempt.take_id = cell.take_id and attempt.state in ('queued', 'running'))`],
  ];
  const problems: string[] = [];
  for (const [what, sql] of checks) {
    const rows: Row[] = await em.execute(sql);
    problems.push(...rows.map((row) => `${what}: ${JSON.stringify(row)}`));
  }
  return problems;
}

async function underWay(em: EntityManager): Promise<string[]> {
  const cells: Row[] = await em.execute(`select id, state from cell where state in ('queued', 'running')`);
  const attempts: Row[] = await em.execute(`select id, state from attempt where state in ('queued', 'running')`);
  return [...cells, ...attempts].map((row) => `still under way: ${JSON.stringify(row)}`);
}
