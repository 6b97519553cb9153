import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ApiClient, ApiError, ApiUnreachableError, endpoints } from '@gridscope/contract';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { createEngine, type FaultedEngine } from './engines.js';
import { countJobs, cutConnections, repeatDrawJobs } from './redis-jobs.js';
import { Killable } from '../support/killable.js';
import type { Setting } from './setting.js';

const main = fileURLToPath(import.meta.resolve('@gridscope/api/dist/main.js'));
const diskMiB = 192;
/** How long the program may be unable to answer before that is a failure of its own. */
const patienceMs = 60_000;

export interface ClusterOptions {
  leaseSeconds: number;
  /** Seconds of a sampling step, an engine each. */
  engines: readonly number[];
  workers: number;
  /** Of PostgreSQL, for settings that use it. */
  databaseUrl: string | undefined;
  /** Further settings of the program. */
  environment?: Record<string, string>;
}

/** The whole program in one of its settings, with Redis and engines, as processes that can be killed. */
export class Cluster {
  readonly dataFolder: string;
  private url = '';
  private readonly origins = new Map<Killable, string>();

  private constructor(
    readonly setting: Setting,
    readonly options: ClusterOptions,
    readonly folder: string,
    /** Serves the API; in one process it also works. */
    readonly api: Killable,
    /** Empty where the API's process works. */
    readonly workers: readonly Killable[],
    readonly engines: readonly FaultedEngine[],
    readonly redis: TestRedis | undefined,
    /** Undefined where mounting is not allowed. */
    readonly disk: SmallDisk | undefined,
  ) {
    this.dataFolder = join(folder, 'data');
  }

  static async start(setting: Setting, folder: string, options: ClusterOptions): Promise<Cluster> {
    for (const name of ['data', 'logs']) await mkdir(join(folder, name), { recursive: true });
    const redis = setting.queue === 'bull' ? await startRedis() : undefined;
    const environment = {
      PORT: '0',
      GRIDSCOPE_DATA: join(folder, 'data'),
      GRIDSCOPE_DISCOVER: 'off',
      GRIDSCOPE_ENGINE: 'off',
      GRIDSCOPE_LEASE_SECONDS: String(options.leaseSeconds),
      ...(redis !== undefined && { REDIS_URL: redis.url }),
      ...(setting.database === 'postgres' && options.databaseUrl !== undefined && { DATABASE_URL: options.databaseUrl }),
      ...options.environment,
    };
    const program = (name: string, role: string): Killable =>
      new Killable({ name, file: process.execPath, args: [main], environment: { ...environment, GRIDSCOPE_ROLE: role }, ready: /Gridscope\b.* (http:\S+)/, logFile: join(folder, 'logs', `${name}.log`) });
    const workers = setting.queue === 'bull' ? Array.from({ length: options.workers }, (_, place) => program(`worker ${place + 1}`, 'worker')) : [];
    const engines = await Promise.all(options.engines.map((secondsPerStep, place) => createEngine(folder, `engine ${place + 1}`, secondsPerStep)));
    const disk = mountSmallDisk(join(folder, 'data'), diskMiB);
    const cluster = new Cluster(setting, options, folder, program(workers.length > 0 ? 'api' : 'program', workers.length > 0 ? 'api' : 'all'), workers, engines, redis, disk);
    try {
      await cluster.startAll();
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return cluster;
  }

  /** Every process of the program. */
  get programs(): readonly Killable[] {
    return [this.api, ...this.workers];
  }

  /** Those that draw. */
  get drawers(): readonly Killable[] {
    return this.workers.length > 0 ? this.workers : [this.api];
  }

  async startApi(): Promise<void> {
    this.url = await this.api.start();
    this.origins.set(this.api, new URL(this.url).origin);
  }

  async startProgram(program: Killable): Promise<void> {
    if (program === this.api) return this.startApi();
    this.origins.set(program, new URL(await program.start()).origin);
  }

  /** Where a process of the program answers; undefined before it has started. */
  originOf(program: Killable): string | undefined {
    return this.origins.get(program);
  }

  /** Starts again what ended by itself, as a service manager would. */
  async reviveCrashed(): Promise<void> {
    for (const program of this.programs) if (program.hasCrashed) await this.startProgram(program);
  }

  /** Asks the API until it answers: what is refused for good is thrown. */
  async ask<T>(work: (api: ApiClient) => Promise<T>): Promise<T> {
    for (const untilMs = Date.now() + patienceMs; ; ) {
      try {
        return await work(new ApiClient({ baseUrl: this.url }));
      } catch (error) {
        const isPassing = error instanceof ApiUnreachableError || (error instanceof ApiError && (error.status >= 500 || error.status === 409));
        if (!isPassing || Date.now() > untilMs) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  /** Ends the program gently: what it leaves is looked at afterwards. */
  async stopProgram(): Promise<void> {
    for (const program of [...this.workers, this.api]) await program.stop();
  }

  /** Jobs that wait or are being done in Redis, by their list; empty without one. */
  async jobCounts(): Promise<Record<string, number>> {
    return this.redis === undefined ? {} : countJobs(this.redis.url);
  }

  /** Puts every drawing job into the queue once more; gives their number. */
  async repeatJobs(): Promise<number> {
    return this.redis === undefined ? 0 : repeatDrawJobs(this.redis.url);
  }

  async cutRedis(): Promise<void> {
    if (this.redis !== undefined) await cutConnections(this.redis.url);
  }

  /** The small disk's content, so that it can be looked at after its end. */
  async keepData(): Promise<void> {
    if (this.disk !== undefined) await cp(this.dataFolder, join(this.folder, 'data as it was'), { recursive: true });
  }

  /** Ends everything else, and gives the small disk back. */
  async close(): Promise<void> {
    for (const program of this.programs) await program.kill();
    for (const engine of this.engines) {
      await engine.process.kill();
      await engine.proxy.close();
    }
    await this.redis?.stop();
    this.disk?.unmount();
  }

  private async startAll(): Promise<void> {
    // All at once, as a machine does that is switched on.
    await Promise.all([...this.engines.map((engine) => engine.start()), ...this.programs.map((program) => this.startProgram(program))]);
    for (const { name, proxy } of this.engines) await this.ask((api) => api.request(endpoints.addServer, { body: { name, url: proxy.url, seats: 2 } }));
  }
}
