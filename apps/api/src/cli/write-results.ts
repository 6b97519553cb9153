import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReadableStream } from 'node:stream/web';
import { type ApiClient, ApiError, type ExportRequest, type PlanView, endpoints } from '@gridscope/contract';
import { safeName } from '../exports/readable-name.js';
import { unpack } from './unpack.js';

const pollMs = 200;

export interface WrittenResults {
  folder: string;
  grid: string;
  originals: string;
  table: string;
}

/** Writes a plan's labelled grid, its originals and its table into `folder`. */
export async function writeResults(api: ApiClient, plan: PlanView, folder: string, token?: string): Promise<WrittenResults> {
  const name = safeName(plan.name).slice(0, 80);
  await mkdir(folder, { recursive: true });
  const [x, y] = plan.axes;
  const files = { grid: join(folder, `${name}.png`), originals: join(folder, name), table: join(folder, `${name}.csv`) };
  await writeExport(api, plan.id, { format: 'png', x: x?.id, y: y?.id }, files.grid, token);
  await writeExport(api, plan.id, { format: 'csv' }, files.table, token);
  const archive = join(folder, `${name}.zip`);
  await writeExport(api, plan.id, { format: 'zip' }, archive, token);
  await unpack(archive, files.originals);
  await rm(archive);
  return { folder, ...files };
}

/** Has the API make a file and fetches it; what breaks off leaves no half file behind. */
export async function writeExport(api: ApiClient, planId: string, request: ExportRequest, target: string, token?: string): Promise<void> {
  let made = await api.request(endpoints.createExport, { parameters: { planId }, body: request });
  while (made.state === 'waiting' || made.state === 'running') {
    await sleep(pollMs);
    made = await api.request(endpoints.getExport, { parameters: { exportId: made.id } });
  }
  if (made.state === 'failed') throw new ApiError(`The ${request.format} could not be made: ${made.reason}`, { status: 409 });
  const url = api.urlOf(endpoints.getExportFile, { parameters: { exportId: made.id } });
  const response = await fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok || response.body === null) throw new ApiError(`The ${request.format} could not be fetched: ${response.status} ${response.statusText}`, { status: response.status });
  const unfinished = `${target}.unfinished`;
  // Node's fetch gives the web's stream under another type name.
  await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(unfinished));
  await rename(unfinished, target);
}
