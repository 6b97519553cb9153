import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient, endpoints } from '@gridscope/contract';
import type { RecordedEvent } from '@gridscope/engine';
import { createEngineProcess, type EngineProcess } from '../../support/engine-process.js';
import { startProgram } from '../program.js';
import { withFolder } from '../temporary-folder.js';
import { overSeats } from './records.js';

/** Every server's seats. */
export const seats = 2;
/** Room for one model of the engine's further checkpoints, as on a small GPU: another one puts it out. */
const memoryMiB = 8_000;

/** An engine with fixed costs, which stands for a GPU. */
export interface FixedServer {
  secondsPerCell: number;
  secondsPerLoad: number;
}

/** The program and its servers, as real processes over real sockets. */
export interface Rig {
  api: ApiClient;
  url: string;
  /** The most memory that the program has had; undefined where the system does not tell. */
  peakMemoryMiB(): Promise<number | undefined>;
  engines: readonly EngineProcess[];
  /** What became of every prompt, an engine each. */
  records(): RecordedEvent[][];
  /** How often a server held more prompts than its seats. */
  overSeats(): number;
}

/** Starts engines, and the program with them as its only servers; ends all of them afterwards. */
export function withRig<T>(servers: readonly FixedServer[], checkpoints: readonly string[], work: (rig: Rig) => Promise<T>): Promise<T> {
  return withEngines(servers, checkpoints, (engines, folder) => withProgram(engines, folder, engines.map(({ port }) => `http://127.0.0.1:${port}`), work));
}

/** The program with engines that run already as its only servers, at these addresses. */
export async function withProgram<T>(engines: readonly EngineProcess[], folder: string, urls: readonly string[], work: (rig: Rig) => Promise<T>): Promise<T> {
  const program = await startProgram(join(folder, 'data'), { GRIDSCOPE_ENGINE: 'off', GRIDSCOPE_LOG: 'error' });
  try {
    const api = new ApiClient({ baseUrl: program.url });
    for (const [place, url] of urls.entries()) await api.request(endpoints.addServer, { body: { name: engines[place]?.name ?? url, url, seats } });
    const records = () => engines.map((engine) => engine.record());
    return await work({ api, url: program.url, peakMemoryMiB: () => peakMemoryMiB(program.pid), engines, records, overSeats: () => records().reduce((sum, record) => sum + overSeats(record, seats), 0) });
  } finally {
    await program.stop();
  }
}

/** Linux tells it of every process (proc_pid_status(5), VmHWM). */
async function peakMemoryMiB(pid: number | undefined): Promise<number | undefined> {
  if (process.platform !== 'linux' || pid === undefined) return undefined;
  const kiB = /VmHWM:\s*(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kiB === undefined ? undefined : Number(kiB) / 1_024;
}

export type RunningEngine = EngineProcess & { port: number };

/** The engines alone. */
export function withEngines<T>(servers: readonly FixedServer[], checkpoints: readonly string[], work: (engines: readonly RunningEngine[], folder: string) => Promise<T>): Promise<T> {
  return withFolder(async (folder) => {
    await mkdir(join(folder, 'data'));
    const engines: RunningEngine[] = [];
    try {
      for (const [place, { secondsPerCell, secondsPerLoad }] of servers.entries()) {
        const name = `server ${place + 1}`;
        const engine = await createEngineProcess({ name, folder, secondsPerPrompt: secondsPerCell, secondsPerLoad, memoryMiB, checkpoints, logFile: join(folder, `${name}.log`) });
        engines.push({ ...engine, port: await engine.start() });
      }
      return await work(engines, folder);
    } finally {
      await Promise.all(engines.map(({ process }) => process.stop()));
    }
  });
}
