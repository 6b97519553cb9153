import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { MikroORM } from '@mikro-orm/core';
import { type Config, SettingsError } from '../config/config.js';
import { DataFolderError, type HeldDataFolder, holdDataFolder } from './data-folder.js';
import { loadSqliteDriver, type SqliteDriver } from './driver.js';
import { FileLocks } from './file-locks.js';
import { keepLock } from './keep-lock.js';
import { type Leadership, LockedLeadership, LoneLeadership } from './leadership.js';
import type { Locks } from './lock.js';
import { openDatabase, openPostgres } from './open-database.js';
import { PostgresLocks } from './postgres-locks.js';
import { type ProcessEntry, ProcessFolder } from './process-folder.js';
import { LoneProcess, newEntry, type Processes, SharingProcess } from './processes.js';

const migrationPollMs = 100;
const migrationWaitMs = 60_000;

/** Data folder and database of this process, held until `close`. */
export interface OpenData {
  orm: MikroORM;
  processes: Processes;
  leadership: Leadership;
  /** Tells other processes of this machine where this one answers. */
  announce(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Holds the data folder, and the database where it lies elsewhere, and opens it: alone, or with REDIS_URL shared with other processes. Throws DataFolderError or SettingsError with a sentence to act on. */
export async function openData(config: Config, nowMs: number): Promise<OpenData> {
  const driver = await loadSqliteDriver(config);
  const own = await newEntry(config.role, nowMs);
  const isShared = config.redisUrl !== undefined;
  const folder = await holdDataFolder(config.dataFolder, driver, isShared ? own : undefined);
  try {
    return await (config.databaseUrl === undefined ? openWithSqlite({ driver, folder, own, isShared, nowMs }) : openWithPostgres(config.databaseUrl, { driver, folder, own, isShared, nowMs }));
  } catch (error) {
    await folder.release();
    throw error;
  }
}

interface Opening {
  driver: SqliteDriver;
  folder: HeldDataFolder;
  own: ProcessEntry;
  isShared: boolean;
  nowMs: number;
}

async function openWithSqlite({ driver, folder, own, isShared, nowMs }: Opening): Promise<OpenData> {
  const locks = new FileLocks(folder.path, driver);
  const open = () => openDatabase(folder.path, driver, nowMs);
  const orm = isShared ? await oneByOne(locks, open) : await open();
  const processes = isShared ? new SharingProcess(own, new ProcessFolder(folder.path, driver), true) : new LoneProcess(own);
  const leadership = isShared ? new LockedLeadership({ scheduler: locks, engine: locks }) : new LoneLeadership();
  return {
    orm,
    processes,
    leadership,
    announce: (url) => folder.announce(url),
    close: async () => {
      await leadership.end();
      await orm.close();
      await folder.release();
    },
  };
}

async function openWithPostgres(url: string, { driver, folder, own, isShared }: Opening): Promise<OpenData> {
  const locks = new PostgresLocks(url);
  const hold = await holdDatabase(locks, isShared);
  try {
    const orm = await oneByOne(locks, () => openPostgres(url));
    const processes = isShared ? new SharingProcess(own, new ProcessFolder(folder.path, driver), false) : new LoneProcess(own);
    const leadership = isShared ? new LockedLeadership({ scheduler: locks, engine: new FileLocks(folder.path, driver) }) : new LoneLeadership();
    return {
      orm,
      processes,
      leadership,
      announce: (address) => folder.announce(address),
      close: async () => {
        await leadership.end();
        await orm.close();
        await hold.end();
        await folder.release();
      },
    };
  } catch (error) {
    await hold.end();
    throw error;
  }
}

/** Only one Gridscope may have a database alone, however many data folders there are. */
async function holdDatabase(locks: PostgresLocks, isShared: boolean): Promise<{ end(): Promise<void> }> {
  const wish = { locks, name: 'in-use', mode: isShared ? ('shared' as const) : ('exclusive' as const) };
  const lock = await reach(() => locks.tryLock(wish.name, wish.mode));
  if (lock === undefined) {
    throw new DataFolderError('The database of DATABASE_URL is in use by another Gridscope that does not share it, or this one does not. Stop that one, start all of them with REDIS_URL, or set DATABASE_URL to another database.');
  }
  const logger = new Logger('database');
  const ending = new AbortController();
  const heard = { won: () => logger.warn('The database is held again.'), lost: () => logger.error('The connection that holds the database was lost. It is held again as soon as the database can be reached.') };
  const kept = keepLock(wish, heard, ending.signal, lock);
  return { end: () => (ending.abort(), kept) };
}

/** The first that is asked of the database: where that fails, the setting is wrong or the database is not there. */
async function reach<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new SettingsError(`DATABASE_URL: the database cannot be used: ${error instanceof Error ? error.message || String(error) : String(error)}. Start PostgreSQL, make the database, or correct the address.`);
  }
}

/** Several processes that start at once bring the database up to date one after the other. */
async function oneByOne<T>(locks: Locks, work: () => Promise<T>): Promise<T> {
  for (let waitedMs = 0; waitedMs < migrationWaitMs; waitedMs += migrationPollMs) {
    const lock = await locks.tryLock('migration', 'exclusive');
    if (lock !== undefined) return work().finally(() => lock.release());
    await sleep(migrationPollMs);
  }
  throw new DataFolderError(`Another process has been bringing the database up to date for ${migrationWaitMs / 1_000} s. Stop it if it hangs, then start this one again.`);
}
