import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/core';
import type { SqliteDriver } from './driver.js';
import { databaseFileName } from './orm-options.js';

const keptBackups = 5;

/** Brings the database up to date; `beforeChange` is done before one that was there already changes. */
export async function migrate(orm: MikroORM, beforeChange: () => Promise<void>): Promise<void> {
  const migrator = orm.getMigrator();
  const pending = await migrator.getPendingMigrations();
  if (pending.length === 0) return;
  const executed = await migrator.getExecutedMigrations();
  if (executed.length > 0) await beforeChange();
  await migrator.up();
}

/** Copies the database of a data folder to its `backups`, of which the newest five are kept. */
export async function backUp(dataFolder: string, driver: SqliteDriver, nowMs: number): Promise<void> {
  const folder = join(dataFolder, 'backups');
  const name = `gridscope-${new Date(nowMs).toISOString().replaceAll(':', '-')}.db`;
  const database = await driver.openRaw(join(dataFolder, databaseFileName));
  try {
    await database.exec(`VACUUM INTO '${join(folder, name).replaceAll("'", "''")}'`);
  } finally {
    await database.close();
  }
  const names = (await readdir(folder)).filter((file) => file.endsWith('.db')).sort();
  for (const old of names.slice(0, -keptBackups)) await rm(join(folder, old));
}
