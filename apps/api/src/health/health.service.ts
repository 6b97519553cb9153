import { Injectable } from '@nestjs/common';
import { statfs } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthView } from '@gridscope/contract';
import { Config } from '../config/config.js';
import { version } from '../config/version.js';
import { JobsService } from '../jobs/jobs.service.js';
import { RedisLink } from '../redis/redis-link.js';
import { ServersService } from '../servers/servers.service.js';
import { GaugesRepository } from './gauges.repository.js';

type Dependency = HealthView['dependencies'][number];

const patienceMs = 2_000;
const rememberedMs = 1_000;
const leastFreeBytes = 256 * 1024 * 1024;
const mib = 1024 * 1024;

/** Whether the program can work, by what it stands on. */
@Injectable()
export class HealthService {
  private last: { atMs: number; health: Promise<HealthView> } | undefined;

  constructor(
    private readonly config: Config,
    private readonly repository: GaugesRepository,
    private readonly link: RedisLink,
    private readonly jobs: JobsService,
    private readonly servers: ServersService,
  ) {}

  /** Anybody may ask, so what was found is told again for a second. Never throws. */
  check(): Promise<HealthView> {
    const nowMs = Date.now();
    if (this.last === undefined || nowMs - this.last.atMs > rememberedMs) this.last = { atMs: nowMs, health: this.look() };
    return this.last.health;
  }

  private async look(): Promise<HealthView> {
    const dependencies = await Promise.all([
      this.try('database', () => this.repository.ping()),
      this.redis(),
      this.queue(),
      this.engine(),
      this.try('disk', () => this.refuseFullDisk()),
    ]);
    return { status: statusOf(dependencies), role: this.config.role, version, dependencies };
  }

  /** What does not answer in time is down. */
  private async try(name: string, ask: () => Promise<string | void>): Promise<Dependency> {
    const late = new AbortController();
    try {
      const detail = await Promise.race([ask(), sleep(patienceMs, undefined, { signal: late.signal }).then(() => refuse(`no answer within ${patienceMs / 1_000} s`))]);
      return { name, status: 'up', ...(typeof detail === 'string' ? { detail } : {}) };
    } catch (error) {
      return { name, status: 'down', detail: error instanceof Error ? error.message : String(error) };
    } finally {
      late.abort();
    }
  }

  private async redis(): Promise<Dependency> {
    if (!this.link.isOn) return { name: 'redis', status: 'off' };
    return this.link.isUp ? { name: 'redis', status: 'up' } : { name: 'redis', status: 'down', detail: `Redis at ${this.link.address} does not answer` };
  }

  private queue(): Promise<Dependency> {
    return this.try('queue', async () => {
      const depth = await this.jobs.depth();
      if (depth === undefined) return refuse('it cannot be asked while Redis is away');
      return `${Object.values(depth).reduce((sum, line) => sum + line.waiting, 0)} jobs wait`;
    });
  }

  private async engine(): Promise<Dependency> {
    if (!this.config.isEngineOn) return { name: 'engine', status: 'off' };
    const [engine] = this.servers.views().filter((server) => server.kind === 'engine');
    if (engine?.state === 'ready') return { name: 'engine', status: 'up' };
    return { name: 'engine', status: 'down', detail: engine?.reason ?? 'no worker runs it' };
  }

  private async refuseFullDisk(): Promise<string> {
    const { bavail, bsize } = await statfs(this.config.dataFolder);
    const freeBytes = bavail * bsize;
    const detail = `${Math.floor(freeBytes / mib)} MiB are free for the data folder`;
    return freeBytes < leastFreeBytes ? refuse(`only ${detail}`) : detail;
  }
}

/** Without its database the program can do nothing; without the rest it does less. */
function statusOf(dependencies: readonly Dependency[]): HealthView['status'] {
  const down = dependencies.filter((dependency) => dependency.status === 'down');
  if (down.some((dependency) => dependency.name === 'database')) return 'down';
  return down.length > 0 ? 'degraded' : 'ok';
}

function refuse(reason: string): never {
  throw new Error(reason);
}
