import { join } from 'node:path';
import type { RawDatabase, SqliteDriver } from './driver.js';
import type { Lock, LockMode, Locks } from './lock.js';

const statements: Record<LockMode, string> = { exclusive: 'BEGIN EXCLUSIVE', shared: 'BEGIN; SELECT count(*) FROM sqlite_master' };

/** Locks of the operating system on files of a folder, `<name>.lock` each, made with SQLite's own locking: it knows how on every system. */
export class FileLocks implements Locks {
  constructor(
    private readonly folder: string,
    private readonly driver: SqliteDriver,
  ) {}

  /** `waitMs`: how long to wait for somebody who only looks, default 0. */
  async tryLock(name: string, mode: LockMode, waitMs = 0): Promise<Lock | undefined> {
    const file = await this.driver.openRaw(join(this.folder, `${name}.lock`));
    try {
      await file.exec(`PRAGMA busy_timeout = ${waitMs}; ${statements[mode]}`);
      return lockOf(file);
    } catch (error) {
      await file.close();
      if (/busy|locked/i.test(String(error))) return undefined;
      throw error;
    }
  }
}

function lockOf(file: RawDatabase): Lock {
  return { lost: new AbortController().signal, release: () => file.close() };
}
