import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { loadSqliteDriver } from '../../apps/api/src/database/driver.js';
import { openDatabase } from '../../apps/api/src/database/open-database.js';
import { Rows } from '../fault-run/rows.js';
import { temporaryFolder } from './start-app.js';

type Values = Record<string, string | number>;

/** A data folder with an empty database into which anything can be put, what the program's own rules forbid too. */
export interface LooseData {
  dataFolder: string;
  rows: Rows;
  /** Columns that are left out get 0 where they must not be empty. */
  put(table: string, values: Values): Promise<void>;
}

export async function looseData(onEnd: (clean: () => Promise<void>) => void): Promise<LooseData> {
  const dataFolder = await temporaryFolder(onEnd);
  for (const name of ['images', 'temporary']) await mkdir(join(dataFolder, name), { recursive: true });
  await (await openDatabase(dataFolder, await loadSqliteDriver({ databaseDriver: undefined }), Date.now())).close();
  const rows = await Rows.open(dataFolder, undefined);
  onEnd(() => rows.close());
  await rows.change('pragma foreign_keys = off');
  for (const { name } of await rows.all("select name from sqlite_master where type = 'index' and sql like '%unique%'")) await rows.change(`drop index ${name}`);
  return { dataFolder, rows, put: (table, values) => put(rows, table, values) };
}

async function put(rows: Rows, table: string, values: Values): Promise<void> {
  const required = await rows.all(`select name from pragma_table_info('${table}') where "notnull" = 1 and dflt_value is null`);
  const whole: Values = { ...Object.fromEntries(required.map(({ name }) => [String(name), 0])), ...values };
  await rows.all(`insert into ${table} (${Object.keys(whole).join(', ')}) values (${Object.keys(whole).map(() => '?').join(', ')})`, Object.values(whole));
}
