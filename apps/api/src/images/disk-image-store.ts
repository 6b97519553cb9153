import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { checkKey, type ByteRange, type ImageStore, isThumbnailKey, NotStoredError, type StoredFile, type StoreKey, StoreFullError } from './image-store.js';

/** Files under `images/ab/cdef…`, thumbnails under `thumbnails/ab/cdef…-128`: the first two digits are a folder. */
export class DiskImageStore implements ImageStore {
  private readonly madeFolders = new Set<string>();

  /** `folder`: the data folder. */
  constructor(private readonly folder: string) {}

  async put(key: StoreKey, bytes: Uint8Array): Promise<void> {
    const path = this.pathOf(key);
    if (await touch(path)) return;
    const isThumbnail = isThumbnailKey(key);
    try {
      await this.write(path, bytes, isThumbnail);
    } catch (error) {
      if (isCode(error, 'ENOSPC') || isCode(error, 'EDQUOT')) throw new StoreFullError(this.folder, { cause: error });
      if (!isCode(error, 'ENOENT')) throw error;
      // Somebody cleared the folders that were made before.
      this.madeFolders.clear();
      await this.write(path, bytes, isThumbnail);
    }
  }

  async read(key: StoreKey): Promise<Uint8Array> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      throw isCode(error, 'ENOENT') ? new NotStoredError(key, { cause: error }) : error;
    }
  }

  async open(key: StoreKey, range?: ByteRange): Promise<Readable> {
    if ((await this.find(key)) === undefined) throw new NotStoredError(key);
    return createReadStream(this.pathOf(key), range === undefined ? {} : { start: range.from, end: range.to });
  }

  async find(key: StoreKey): Promise<StoredFile | undefined> {
    const found = await statOf(this.pathOf(key));
    return found === undefined ? undefined : { key, sizeBytes: found.size, storedAtMs: found.mtimeMs };
  }

  async remove(key: StoreKey): Promise<void> {
    await rm(this.pathOf(key), { force: true });
  }

  async *list(): AsyncIterable<StoredFile> {
    for (const root of ['images', 'thumbnails']) {
      for await (const folder of entriesOf(join(this.folder, root))) {
        for await (const name of entriesOf(join(this.folder, root, folder))) {
          const file = await this.find(`${folder}${name}`);
          if (file !== undefined) yield file;
        }
      }
    }
  }

  async clean(beforeMs: number): Promise<void> {
    for await (const name of entriesOf(join(this.folder, 'temporary'))) {
      const path = join(this.folder, 'temporary', name);
      const found = await statOf(path);
      if (found !== undefined && found.mtimeMs < beforeMs) await rm(path, { force: true, recursive: true });
    }
  }

  private pathOf(key: StoreKey): string {
    checkKey(key);
    return join(this.folder, isThumbnailKey(key) ? 'thumbnails' : 'images', key.slice(0, 2), key.slice(2));
  }

  private async write(path: string, bytes: Uint8Array, isThumbnail: boolean): Promise<void> {
    const temporary = join(this.folder, 'temporary', randomUUID());
    try {
      await this.makeFolder(dirname(path));
      await writeFile(temporary, bytes, { isSynced: !isThumbnail });
      await rename(temporary, path);
      if (!isThumbnail) await syncFolder(dirname(path));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  /** A new folder is itself an entry that has to reach the disk. */
  private async makeFolder(folder: string): Promise<void> {
    if (this.madeFolders.has(folder)) return;
    await mkdir(join(this.folder, 'temporary'), { recursive: true });
    const made = await mkdir(folder, { recursive: true });
    if (made !== undefined) await syncFolder(dirname(folder));
    this.madeFolders.add(folder);
  }
}

async function writeFile(path: string, bytes: Uint8Array, { isSynced }: { isSynced: boolean }): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    if (isSynced) await file.sync();
  } finally {
    await file.close();
  }
}

/** Windows cannot open a folder, and keeps its entries by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Whether there is such a file; its time becomes now. */
async function touch(path: string): Promise<boolean> {
  const now = new Date();
  try {
    await utimes(path, now, now);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function statOf(path: string): Promise<{ size: number; mtimeMs: number } | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Names in a folder; none where it is not there. */
async function* entriesOf(path: string): AsyncIterable<string> {
  try {
    for await (const entry of await opendir(path)) yield entry.name;
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
