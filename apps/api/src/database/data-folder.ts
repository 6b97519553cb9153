import { constants, existsSync } from 'node:fs';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqliteDriver } from './driver.js';
import { FileLocks } from './file-locks.js';
import type { Lock, LockMode } from './lock.js';
import { type ProcessEntry, ProcessFolder } from './process-folder.js';

/** What the program writes; a folder with a higher number belongs to a newer program. */
export const dataFormat = 1;

const lockName = 'in-use';
const announcementName = 'in-use.json';
/** Somebody who looks holds the lock for a moment. */
const lookMs = 300;

/** The data folder cannot be used; the message says why and what to do. */
export class DataFolderError extends Error {
  constructor(
    message: string,
    /** Address of the program that uses it, where that is why. */
    readonly usedBy?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DataFolderError';
  }
}

/** A data folder that this process holds, until `release`: alone, or shared with others that share too. The hold is an operating system's lock: it ends with the process, however that ends. */
export interface HeldDataFolder {
  path: string;
  /** Tells other processes where this one answers. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Makes the folder where needed, refuses a newer format or one in use by somebody who does not share it, and holds it. */
export async function holdDataFolder(path: string, driver: SqliteDriver, sharing?: ProcessEntry): Promise<HeldDataFolder> {
  await makeWritable(path);
  const lock = await lockFolder(path, driver, sharing === undefined ? 'exclusive' : 'shared');
  try {
    await checkFormat(path);
    // A process that was killed left its own behind.
    await rm(join(path, announcementName), { force: true });
    return sharing === undefined ? await heldAlone(path, driver, lock) : await heldWithOthers(path, driver, lock, sharing);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function heldAlone(path: string, driver: SqliteDriver, lock: Lock): Promise<HeldDataFolder> {
  const announcement = join(path, announcementName);
  await new ProcessFolder(path, driver).clear();
  return {
    path,
    announce: (url) => writeFile(announcement, `${JSON.stringify({ pid: process.pid, url })}\n`),
    release: async () => {
      await rm(announcement, { force: true });
      await lock.release();
    },
  };
}

async function heldWithOthers(path: string, driver: SqliteDriver, lock: Lock, entry: ProcessEntry): Promise<HeldDataFolder> {
  const processes = new ProcessFolder(path, driver);
  const life = await processes.enter(entry);
  return {
    path,
    announce: (url) => processes.write({ ...entry, url }),
    release: async () => {
      await life.release();
      await lock.release();
    },
  };
}

/** Where the program answers that uses a data folder; undefined where none does, or it has not said yet. Makes nothing. */
export async function addressOfUser(path: string, driver: SqliteDriver): Promise<string | undefined> {
  if (!existsSync(join(path, `${lockName}.lock`))) return undefined;
  const api = (await new ProcessFolder(path, driver).living()).find((entry) => entry.role !== 'worker' && entry.url !== undefined);
  if (api !== undefined) return api.url;
  const lock = await new FileLocks(path, driver).tryLock(lockName, 'shared', lookMs);
  await lock?.release();
  return lock === undefined ? (await whoUses(path, driver))?.url : undefined;
}

async function makeWritable(path: string): Promise<void> {
  try {
    for (const folder of ['', 'images', 'thumbnails', 'exports', 'atlases', 'engine', 'backups', 'temporary']) await mkdir(join(path, folder), { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw new DataFolderError(`The data folder ${path} cannot be written. Give it to this user, or set GRIDSCOPE_DATA to another folder.`, undefined, { cause: error });
  }
}

async function lockFolder(path: string, driver: SqliteDriver, mode: LockMode): Promise<Lock> {
  const lock = await new FileLocks(path, driver).tryLock(lockName, mode, lookMs);
  if (lock !== undefined) return lock;
  const user = await whoUses(path, driver);
  const who = user === undefined ? 'another process' : `process ${user.pid}${user.url === undefined ? '' : ` at ${user.url}`}`;
  const sharing = mode === 'shared' ? ', which does not share it: start all of them with REDIS_URL' : '';
  throw new DataFolderError(`The data folder ${path} is in use by ${who}${sharing}. Use that one, stop it first, or set GRIDSCOPE_DATA to another folder.`, user?.url);
}

/** Who announced itself; only meaningful while the folder is locked. */
async function whoUses(path: string, driver: SqliteDriver): Promise<{ pid: number; url?: string | undefined } | undefined> {
  const living = await new ProcessFolder(path, driver).living();
  const shared = living.find((entry) => entry.role !== 'worker') ?? living[0];
  if (shared !== undefined) return { pid: shared.pid, ...(shared.role === 'worker' ? {} : { url: shared.url }) };
  try {
    // Written by `announce` of this file.
    return JSON.parse(await readFile(join(path, announcementName), 'utf8')) as { pid: number; url: string };
  } catch (error) {
    // It has not announced itself yet, or is just writing.
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error && error.code === 'ENOENT')) return undefined;
    throw error;
  }
}

async function checkFormat(path: string): Promise<void> {
  const file = join(path, 'format');
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return writeFile(file, `${dataFormat}\n`);
  const found = Number(text);
  if (!Number.isInteger(found)) throw new DataFolderError(`${file} should hold a number and holds something else. Restore it from a backup, or use another data folder.`);
  if (found > dataFormat) {
    throw new DataFolderError(`The data folder ${path} was written by a newer Gridscope (format ${found}, this one knows ${dataFormat}). Update Gridscope, or set GRIDSCOPE_DATA to another folder.`);
  }
}
