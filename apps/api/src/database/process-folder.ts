import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { SqliteDriver } from './driver.js';
import { FileLocks } from './file-locks.js';
import type { Lock } from './lock.js';

const keptEnded = 20;
/** Somebody who looks holds a lock for a moment. */
const lookMs = 2_000;

/** One process that uses a data folder together with others. */
export interface ProcessEntry {
  workerId: string;
  pid: number;
  role: 'all' | 'api' | 'worker';
  /** Which machine: a lock tells about processes of this one. */
  host: string;
  bootId?: string | undefined;
  /** UTC milliseconds. */
  startedAt: number;
  /** Where it answers, once it does. */
  url?: string | undefined;
}

/** What a data folder tells of a process: a lock says nothing about another machine. */
export type Whereabouts = 'alive' | 'ended' | 'elsewhere' | 'unknown';

/** The processes that share a data folder: a file about each, beside a lock that it holds as long as it lives. */
export class ProcessFolder {
  private readonly path: string;
  private readonly locks: FileLocks;

  constructor(dataFolder: string, driver: SqliteDriver) {
    this.path = join(dataFolder, 'processes');
    this.locks = new FileLocks(this.path, driver);
  }

  /** Puts a process down; it counts as alive until the lock is released. */
  async enter(entry: ProcessEntry): Promise<Lock> {
    await mkdir(this.path, { recursive: true });
    await this.forgetOld();
    const lock = await this.locks.tryLock(entry.workerId, 'exclusive', lookMs);
    if (lock === undefined) throw new Error(`the lock of process ${entry.workerId} is held by somebody else`);
    await this.write(entry);
    return lock;
  }

  write(entry: ProcessEntry): Promise<void> {
    return writeFile(this.fileOf(entry.workerId), `${JSON.stringify(entry)}\n`);
  }

  async find(workerId: string): Promise<Whereabouts> {
    if (!existsSync(join(this.path, `${workerId}.lock`))) return 'unknown';
    const entry = await this.read(workerId);
    // It locks before it writes: one without an entry has just started here.
    if (entry !== undefined && !(await isOfThisMachine(entry))) return 'elsewhere';
    const lock = await this.locks.tryLock(workerId, 'shared');
    await lock?.release();
    return lock === undefined ? 'alive' : 'ended';
  }

  /** Processes that live, or may: those of other machines are among them. Oldest first. */
  async living(): Promise<ProcessEntry[]> {
    const living: ProcessEntry[] = [];
    for (const entry of await this.entries()) if ((await this.find(entry.workerId)) !== 'ended') living.push(entry);
    return living;
  }

  /** Nobody else uses the data folder: what is left is of processes that ended. */
  clear(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }

  /** Those that ended last stay: others want to know of them that they have. */
  private async forgetOld(): Promise<void> {
    const ended: ProcessEntry[] = [];
    for (const entry of await this.entries()) if ((await this.find(entry.workerId)) === 'ended') ended.push(entry);
    for (const { workerId } of ended.slice(0, -keptEnded)) {
      await rm(this.fileOf(workerId), { force: true });
      await rm(join(this.path, `${workerId}.lock`), { force: true });
    }
  }

  /** Oldest first. */
  private async entries(): Promise<ProcessEntry[]> {
    const entries = await Promise.all((await this.names()).map((workerId) => this.read(workerId)));
    return entries.flatMap((entry) => entry ?? []).sort((a, b) => a.startedAt - b.startedAt);
  }

  private async names(): Promise<string[]> {
    if (!existsSync(this.path)) return [];
    return (await readdir(this.path)).filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  }

  private async read(workerId: string): Promise<ProcessEntry | undefined> {
    try {
      // Written by `write` of this file.
      return JSON.parse(await readFile(this.fileOf(workerId), 'utf8')) as ProcessEntry;
    } catch (error) {
      // It is just writing, or was forgotten.
      if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined;
      throw error;
    }
  }

  private fileOf(workerId: string): string {
    return join(this.path, `${workerId}.json`);
  }
}

/** Names this machine and its start: containers of one machine have names of their own and share the start. */
export async function thisMachine(): Promise<Pick<ProcessEntry, 'host' | 'bootId'>> {
  const path = '/proc/sys/kernel/random/boot_id';
  return { host: hostname(), ...(existsSync(path) ? { bootId: (await readFile(path, 'utf8')).trim() } : {}) };
}

async function isOfThisMachine(entry: ProcessEntry): Promise<boolean> {
  const machine = await thisMachine();
  return entry.host === machine.host || (entry.bootId !== undefined && entry.bootId === machine.bootId);
}
