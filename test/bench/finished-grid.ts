import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadSqliteDriver } from '@gridscope/api/dist/database/driver.js';
import { databaseFileName } from '@gridscope/api/dist/database/orm-options.js';
import { type ApiClient, endpoints, type PlanView } from '@gridscope/contract';
import sharp from 'sharp';
import { freePictures } from './free-pictures.js';

const sidePx = 64;
const rowsAtOnce = 400;

/** Writes a grid of columns × rows waiting cells down and pauses it; gives its plan. */
export async function writeGrid(api: ApiClient, columns: number, rows: number): Promise<PlanView> {
  const draft = freePictures(`${columns} × ${rows}`, { 'ImageAddNoise.seed': `0-${columns - 1}`, 'ImageAddNoise.strength': `0.001-${rows / 1_000} (+0.001)` });
  const experiment = await api.request(endpoints.createExperiment, { body: draft });
  const plan = await api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} });
  await api.request(endpoints.pausePlan, { parameters: { planId: plan.id } });
  while ((await writtenCount(api, plan.id)) < plan.cellCount) await sleep(100);
  return plan;
}

async function writtenCount(api: ApiClient, planId: string): Promise<number> {
  const { counts } = await api.request(endpoints.getPlan, { parameters: { planId } });
  return counts.waiting + counts.queued + counts.running + counts.done + counts.failed + counts.skipped + counts.cancelled;
}

/** Gives every cell of a plan a picture of its own, as if it had been drawn: rows alone. The program must be stopped. Gives the pictures' hashes. */
export async function finishGrid(dataFolder: string, plan: PlanView): Promise<string[]> {
  const hashes = Array.from({ length: plan.cellCount }, () => randomBytes(32).toString('hex'));
  const driver = await loadSqliteDriver({ databaseDriver: undefined });
  const database = await driver.openRaw(join(dataFolder, databaseFileName));
  try {
    await database.exec('begin');
    for (let from = 0; from < hashes.length; from += rowsAtOnce) await database.exec(rowsSql(plan.id, hashes.slice(from, from + rowsAtOnce), from));
    await database.exec(`update plan set state = 'done' where id = '${plan.id}'`);
    await database.exec('commit');
  } finally {
    await database.close();
  }
  return hashes;
}

// As uploads: nothing refers to them but these cells, and the program sweeps away what nothing needs.
function rowsSql(planId: string, hashes: readonly string[], from: number): string {
  const images = hashes.map((hash) => `('${hash}', 1, ${sidePx}, ${sidePx}, 'png', 1, 1)`).join(', ');
  const cells = hashes.map((hash, place) => `update cell set state = 'done', origin = 'drawn', lead_image = '${hash}' where plan_id = '${planId}' and cell_index = ${from + place};`);
  return `insert into image (hash, size_bytes, width_px, height_px, format, is_upload, created_at) values ${images};\n${cells.join('\n')}`;
}

/** Puts 64 px thumbnails down for these pictures; a few different ones under all names, since reading and decoding them costs the same. */
export async function writeThumbnails(dataFolder: string, hashes: readonly string[]): Promise<void> {
  const pictures = await Promise.all(Array.from({ length: 20 }, (_, seed) => thumbnail(seed)));
  const folderOf = (hash: string) => join(dataFolder, 'thumbnails', hash.slice(0, 2));
  for (const folder of new Set(hashes.map(folderOf))) await mkdir(folder, { recursive: true });
  for (const [place, hash] of hashes.entries()) await writeFile(join(folderOf(hash), `${hash.slice(2)}-${sidePx}`), pictures[place % pictures.length] ?? Buffer.alloc(0));
}

function thumbnail(seed: number): Promise<Buffer> {
  const background = { r: (seed * 53) % 256, g: (seed * 97) % 256, b: (seed * 29) % 256 };
  return sharp({ create: { width: sidePx, height: sidePx, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 20 } } }).webp({ quality: 82 }).toBuffer();
}
