import { constants, existsSync } from 'node:fs';
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RawDatabase, SqliteDriver } from './driver.js';

/** What the program writes; a folder with a higher number belongs to a newer program. */
export const dataFormat = 1;

const lockName = 'in-use.lock';

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

/** A data folder that this process alone holds, until `release`. The hold is an operating system's lock: it ends with the process, however that ends. */
export interface HeldDataFolder {
  path: string;
  /** Tells other processes where this one answers. */
  announce(url: string): Promise<void>;
  release(): Promise<void>;
}

/** Makes the folder where needed, refuses a newer format or one in use, and holds it. */
export async function holdDataFolder(path: string, driver: SqliteDriver): Promise<HeldDataFolder> {
  await makeWritable(path);
  const lock = await lockFolder(path, driver);
  const announcement = join(path, 'in-use.json');
  try {
    await checkFormat(path);
    // A process that was killed left its own behind.
    await rm(announcement, { force: true });
  } catch (error) {
    await lock.close();
    throw error;
  }
  return {
    path,
    announce: (url) => writeFile(announcement, `${JSON.stringify({ pid: process.pid, url })}\n`),
    release: async () => {
      await rm(announcement, { force: true });
      await lock.close();
    },
  };
}

/** Where the program answers that uses a data folder; undefined where none does, or it has not said yet. Makes nothing. */
export async function addressOfUser(path: string, driver: SqliteDriver): Promise<string | undefined> {
  if (!existsSync(join(path, lockName))) return undefined;
  try {
    const lock = await lockFolder(path, driver);
    await lock.close();
    return undefined;
  } catch (error) {
    if (error instanceof DataFolderError) return error.usedBy;
    throw error;
  }
}

async function makeWritable(path: string): Promise<void> {
  try {
    for (const folder of ['', 'images', 'thumbnails', 'exports', 'atlases', 'engine', 'backups', 'temporary']) await mkdir(join(path, folder), { recursive: true });
    await access(path, constants.W_OK);
  } catch (error) {
    throw new DataFolderError(`The data folder ${path} cannot be written. Give it to this user, or set GRIDSCOPE_DATA to another folder.`, undefined, { cause: error });
  }
}

async function lockFolder(path: string, driver: SqliteDriver): Promise<RawDatabase> {
  const lock = await driver.openRaw(join(path, lockName));
  try {
    await lock.exec('PRAGMA busy_timeout = 300; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    await lock.close();
    if (!/busy|locked/i.test(String(error))) throw error;
    const user = await whoUses(path);
    const who = user === undefined ? 'another process' : `process ${user.pid} at ${user.url}`;
    throw new DataFolderError(`The data folder ${path} is in use by ${who}. Use that one, stop it first, or set GRIDSCOPE_DATA to another folder.`, user?.url, { cause: error });
  }
}

/** Who announced itself last; only meaningful while the folder is locked. */
async function whoUses(path: string): Promise<{ pid: number; url: string } | undefined> {
  try {
    // Written by `announce` of this file.
    return JSON.parse(await readFile(join(path, 'in-use.json'), 'utf8')) as { pid: number; url: string };
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
