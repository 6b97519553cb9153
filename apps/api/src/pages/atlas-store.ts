import { randomUUID } from 'node:crypto';
import { readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const keptAtlases = 400;

/** Atlases on disk by what they show; they can be made again at any time, so old ones are let go. */
export class AtlasStore {
  private readonly folder: string;

  constructor(dataFolder: string) {
    this.folder = join(dataFolder, 'atlases');
  }

  /** The atlas, or undefined where it is not there (any more). */
  async read(key: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.pathOf(key));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async has(key: string): Promise<boolean> {
    try {
      const now = new Date();
      await utimes(this.pathOf(key), now, now);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    const temporary = join(this.folder, `${randomUUID()}.unfinished`);
    await writeFile(temporary, bytes);
    await rename(temporary, this.pathOf(key));
    await this.forgetOldest();
  }

  private async forgetOldest(): Promise<void> {
    const names = await readdir(this.folder);
    if (names.length <= keptAtlases) return;
    const aged = await Promise.all(names.map(async (name) => ({ name, usedMs: (await stat(join(this.folder, name))).mtimeMs })));
    const oldest = aged.sort((a, b) => a.usedMs - b.usedMs).slice(0, names.length - keptAtlases);
    for (const { name } of oldest) await rm(join(this.folder, name), { force: true });
  }

  private pathOf(key: string): string {
    if (!/^[0-9a-f]{64}$/.test(key)) throw new RangeError(`"${key}" is no key of an atlas`);
    return join(this.folder, `${key}.webp`);
  }
}
