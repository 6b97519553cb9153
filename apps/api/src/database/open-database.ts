import { MikroORM, type Options } from '@mikro-orm/core';
import type { SqliteDriver } from './driver.js';
import { backUp, migrate } from './migrate.js';
import { ormOptions, postgresOptions } from './orm-options.js';

/** Opens the SQLite database of a data folder and brings it up to date; before it changes one that was there, a copy goes to `backups`. */
export function openDatabase(dataFolder: string, driver: SqliteDriver, nowMs: number): Promise<MikroORM> {
  return open(ormOptions(dataFolder, driver), () => backUp(dataFolder, driver, nowMs));
}

/** Opens a PostgreSQL database and brings it up to date. Copies of it are made with its own tools. */
export async function openPostgres(url: string): Promise<MikroORM> {
  return open(await postgresOptions(url), () => Promise.resolve());
}

async function open(options: Options, beforeChange: () => Promise<void>): Promise<MikroORM> {
  const orm = await MikroORM.init(options);
  try {
    await migrate(orm, beforeChange);
  } catch (error) {
    await orm.close();
    throw error;
  }
  return orm;
}
