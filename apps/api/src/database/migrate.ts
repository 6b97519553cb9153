import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/core';
import type { SqliteDriver } from './driver.js';
import { databaseFileName } from './orm-options.js';

const keptBackups = 5;

/** Brings the database up to date; before it changes one that was there, a copy goes to `backups`. */
export async function migrate(orm: MikroORM, dataFolder: string, driver: SqliteDriver, nowMs: number): Promise<void> {
  const migrator = orm.getMigrator();
  const pending = await migrator.getPendingMigrations();
  if (pending.length === 0) return;
  const executed = await migrator.getExecutedMigrations();
  if (executed.length > 0) await backUp(dataFolder, driver, nowMs);
  await migrator.up();
}

async function backUp(dataFolder: string, driver: SqliteDriver, nowMs: number): Promise<void> {
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
