import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { eventually } from './eventually.js';

/** A PostgreSQL of our own, with nothing in it. */
export interface TestPostgres {
  /** Makes a database where there is none of this name; its address. */
  database(name: string): Promise<string>;
  drop(name: string): Promise<void>;
  /** Ends the server, as a restart of the machine would, and starts it again on what it has written. */
  restart(): Promise<void>;
  /** Ends the server and removes all that it wrote. */
  stop(): Promise<void>;
}

/** Folder of PostgreSQL's programs; undefined where it is not installed. */
export function findPostgres(): string | undefined {
  const versions = '/usr/lib/postgresql';
  const debian = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)).map((version) => join(versions, version, 'bin')) : [];
  return [...(process.env['PATH'] ?? '').split(delimiter), ...debian].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** Makes a cluster in a temporary folder and starts it on a free port. `isSafe`: writes reach the disk before a commit is over, as where it matters; default false, which is faster. */
export async function startPostgres({ isSafe = false }: { isSafe?: boolean } = {}): Promise<TestPostgres> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('PostgreSQL is not installed: no initdb in PATH or /usr/lib/postgresql');
  const user = unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'gridscope-postgres-'));
  if (user !== undefined) await chown(folder, user.uid, user.gid);
  await promisify(execFile)(join(programs, 'initdb'), ['--pgdata', folder, '--username=gridscope', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'], { ...user, cwd: folder });
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'max_connections=200', 'shared_buffers=64MB', ...(isSafe ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])];
  const start = async () => {
    const child = spawn(join(programs, 'postgres'), ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])], { ...user, cwd: folder, stdio: 'ignore' });
    await eventually('PostgreSQL answers', () => answers(port, child));
    return child;
  };
  let server = await start();
  const maintenance = urlOf(port, 'postgres');
  return {
    database: async (name) => {
      const found = await ask(maintenance, `select 1 from pg_database where datname = '${name}'`);
      if (found === 0) await ask(maintenance, `create database "${name}"`);
      return urlOf(port, name);
    },
    drop: async (name) => void (await ask(maintenance, `drop database if exists "${name}" with (force)`)),
    restart: async () => {
      await end(server);
      server = await start();
    },
    stop: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function urlOf(port: number, database: string): string {
  return `postgres://gridscope@127.0.0.1:${port}/${database}`;
}

/** How many rows a statement gave. */
async function ask(url: string, sql: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

async function answers(port: number, server: ChildProcess): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
  try {
    await ask(urlOf(port, 'postgres'), 'select 1');
    return true;
  } catch (error) {
    // It is still starting: nobody listens, or it says so (https://www.postgresql.org/docs/current/errcodes-appendix.html, 57P03).
    if (error instanceof Error && 'code' in error && (error.code === 'ECONNREFUSED' || error.code === '57P03')) return false;
    throw error;
  }
}

/** At once: it recovers at the next start. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  server.kill('SIGQUIT');
  await once(server, 'exit');
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('the probe listens on no port');
  return address.port;
}
