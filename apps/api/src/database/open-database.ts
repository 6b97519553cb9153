import { MikroORM } from '@mikro-orm/core';
import type { SqliteDriver } from './driver.js';
import { migrate } from './migrate.js';
import { ormOptions } from './orm-options.js';

/** Opens the database of a data folder and brings it up to date. */
export async function openDatabase(dataFolder: string, driver: SqliteDriver, nowMs: number): Promise<MikroORM> {
  const orm = await MikroORM.init(ormOptions(dataFolder, driver));
  try {
    await migrate(orm, dataFolder, driver, nowMs);
  } catch (error) {
    await orm.close();
    throw error;
  }
  return orm;
}
