import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { settings } from './settings.js';

/** A setting is wrong: said in a sentence at the start, before anything runs. */
export class SettingsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SettingsError';
  }
}

/** The settings, checked and in the units that the code uses. */
export class Config {
  readonly role: 'all' | 'api' | 'worker';
  /** Answers page and programs. */
  readonly isApi: boolean;
  /** Gives cells to servers and draws them. */
  readonly isWorker: boolean;
  readonly port: number;
  readonly host: string;
  readonly isLoopback: boolean;
  /** Absolute. */
  readonly dataFolder: string;
  readonly token: string | undefined;
  readonly cellLimit: number;
  readonly isEngineOn: boolean;
  readonly isDiscovering: boolean;
  readonly leaseMs: number;
  readonly stuckMs: number;
  readonly logLevel: string;
  /** May hold a password: not for messages. */
  readonly redisUrl: string | undefined;
  /** May hold a password: not for messages. */
  readonly databaseUrl: string | undefined;
  readonly databaseDriver: 'sqlite' | 'libsql' | undefined;

  constructor(environment: Record<string, string | undefined>) {
    const set = withoutEmpty(environment);
    const parsed = settings.safeParse(set);
    if (!parsed.success) {
      throw new SettingsError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    }
    const given = parsed.data;
    this.role = given.GRIDSCOPE_ROLE;
    this.isApi = this.role !== 'worker';
    this.isWorker = this.role !== 'api';
    this.port = this.role === 'worker' && set['PORT'] === undefined ? 0 : given.PORT;
    this.host = given.HOST;
    this.isLoopback = isLoopbackHost(given.HOST);
    this.dataFolder = resolve(given.GRIDSCOPE_DATA);
    this.token = given.GRIDSCOPE_TOKEN;
    this.cellLimit = given.GRIDSCOPE_CELL_LIMIT;
    this.isEngineOn = given.GRIDSCOPE_ENGINE === 'on';
    this.isDiscovering = given.GRIDSCOPE_DISCOVER === 'on';
    this.leaseMs = given.GRIDSCOPE_LEASE_SECONDS * 1_000;
    this.stuckMs = given.GRIDSCOPE_STUCK_SECONDS * 1_000;
    this.redisUrl = given.REDIS_URL;
    this.databaseUrl = given.DATABASE_URL;
    this.logLevel = given.GRIDSCOPE_LOG;
    this.databaseDriver = given.DB_DRIVER;
    if (!this.isLoopback && this.token === undefined) {
      throw new SettingsError(`HOST is ${this.host}, which others can reach: set GRIDSCOPE_TOKEN to a secret of at least 16 characters, or leave HOST out.`);
    }
    if (this.role !== 'all' && this.redisUrl === undefined) {
      throw new SettingsError(`GRIDSCOPE_ROLE is ${this.role}, which does one part and leaves the other to other processes: set REDIS_URL to the Redis that they share, or leave GRIDSCOPE_ROLE out.`);
    }
  }
}

/** Whether a host name or address means this machine alone. */
export function isLoopbackHost(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  if (bare === 'localhost' || bare === '::1') return true;
  return isIP(bare) === 4 && bare.startsWith('127.');
}

/** An empty variable is one that was not set. */
function withoutEmpty(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''));
}
