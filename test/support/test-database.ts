import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/core';
import { Client } from 'pg';
import { loadSqliteDriver, type SqliteDriver } from '../../apps/api/src/database/driver.js';
import { openDatabase, openPostgres } from '../../apps/api/src/database/open-database.js';

/** Set by `postgres-setup.ts` where the tests are to run on PostgreSQL. */
export const clusterVariable = 'GRIDSCOPE_TEST_CLUSTER';

/** Which of SQLite's drivers the tests are to run on: the second one where `GRIDSCOPE_TEST_DATABASE=libsql`. */
export function testDriver(): Promise<SqliteDriver> {
  return loadSqliteDriver({ databaseDriver: isOnLibsql() ? 'libsql' : undefined });
}

/** Whether two connections of one process can wait for each other: libsql waits on the thread that would let the other go on. */
export function canWaitForItself(): boolean {
  return !isOnLibsql();
}

function isOnLibsql(): boolean {
  return process.env['GRIDSCOPE_TEST_DATABASE'] === 'libsql';
}

/** The settings that give a data folder its database. SQLite lies in the folder; a database on PostgreSQL is made where there is none yet. */
export async function databaseSettings(dataFolder: string): Promise<{ DATABASE_URL?: string; DB_DRIVER?: 'libsql' }> {
  const cluster = process.env[clusterVariable];
  if (cluster === undefined) return isOnLibsql() ? { DB_DRIVER: 'libsql' } : {};
  const name = databaseName(dataFolder);
  const making = made.get(name) ?? makeDatabase(cluster, name);
  made.set(name, making);
  await making;
  return { DATABASE_URL: urlOf(cluster, name) };
}

/** Several processes of one test ask at once. */
const made = new Map<string, Promise<void>>();

function makeDatabase(cluster: string, name: string): Promise<void> {
  return ask(cluster, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database ${name}`);
  });
}

/** Opens the database of a data folder that no program uses now. */
export async function openTestDatabase(dataFolder: string): Promise<MikroORM> {
  const { DATABASE_URL: url } = await databaseSettings(dataFolder);
  return url === undefined ? openDatabase(dataFolder, await testDriver(), Date.now()) : openPostgres(url);
}

/** Takes the database of a data folder away, where it is not in the folder. */
export async function dropDatabase(dataFolder: string): Promise<void> {
  const cluster = process.env[clusterVariable];
  made.delete(databaseName(dataFolder));
  if (cluster !== undefined) await ask(cluster, (client) => client.query(`drop database if exists ${databaseName(dataFolder)} with (force)`));
}

function databaseName(dataFolder: string): string {
  return `gridscope_${createHash('sha256').update(dataFolder).digest('hex').slice(0, 24)}`;
}

function urlOf(cluster: string, name: string): string {
  const url = new URL(cluster);
  url.pathname = `/${name}`;
  return url.href;
}

async function ask(cluster: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: cluster });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
