import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Gauge, collectDefaultMetrics } from 'prom-client';
import { JobsService } from '../jobs/jobs.service.js';
import { ServerTimelines } from '../servers/server-timelines.js';
import { ServersService } from '../servers/servers.service.js';
import { GaugesRepository } from './gauges.repository.js';
import { HealthService } from './health.service.js';
import { Meters } from './meters.js';

const busyWindowMs = 60_000;
/** Counting the cells of large plans is not done for every scrape. */
const countedEveryMs = 10_000;
/** What is not told by then is left out of a page: whoever scrapes wants the rest. */
const patienceMs = 3_000;

/** Labels and value. */
type Reading<L extends string> = [labels: Partial<Record<L, string>>, value: number];
type Readings<L extends string> = Reading<L>[];

/** What is read at the moment of a scrape, beside what the process measured while it worked. Every process tells the same of cells, queue and servers. */
@Injectable()
export class MetricsService {
  private readonly logger = new Logger('metrics');
  /** `countedAtMs` is Infinity while they are counted. */
  private cells: { countedAtMs: number; counts: Promise<ReadonlyMap<string, number>> } | undefined;
  private isComplete = false;

  constructor(
    private readonly meters: Meters,
    private readonly repository: GaugesRepository,
    private readonly jobs: JobsService,
    private readonly servers: ServersService,
    private readonly timelines: ServerTimelines,
    private readonly health: HealthService,
  ) {}

  get contentType(): string {
    return this.meters.registry.contentType;
  }

  /** The whole page, in Prometheus' text format. What cannot be asked for now, as while the database is away, is left out. */
  page(): Promise<string> {
    if (!this.isComplete) this.complete();
    return this.meters.registry.metrics();
  }

  /** At the first scrape: where nobody asks, nothing watches the process. */
  private complete(): void {
    this.isComplete = true;
    const { registry } = this.meters;
    collectDefaultMetrics({ register: registry });
    this.gauge('gridscope_dependency_up', '1: it answers; 0: it is down. What is switched off is left out', ['dependency'], () => this.readHealth());
    this.gauge('gridscope_queue_jobs', 'Jobs in line and being done, by kind', ['type', 'state'], () => this.readQueue());
    this.gauge('gridscope_cells', 'Cells of plans that are under way, by state', ['state'], () => this.readCells());
    this.gauge('gridscope_database_connections', 'Connections of this process to its database, and work that waits for one', ['state'], () => this.readPool());
    this.gauge('gridscope_server_busy_fraction', 'Part of the last minute in which a server drew or loaded for us, 0 to 1', ['server'], () => this.readBusy());
    this.gauge('gridscope_server_up', '1: it can be used; 0: it is away, stuck, draining or left alone', ['server', 'state', 'breaker'], () => this.readServers());
    this.gauge('gridscope_server_seats', 'Seats of a server, and prompts of others in its queue', ['server', 'kind'], () => this.readSeats());
  }

  /** `read` is called at each scrape; what it told before is dropped. */
  private gauge<L extends string>(name: string, help: string, labelNames: readonly L[], read: () => Readings<L> | Promise<Readings<L>>): void {
    const gauge: Gauge<L> = new Gauge({
      name, help, labelNames, registers: [this.meters.registry],
      collect: async () => {
        const readings = await this.inTime(name, read);
        gauge.reset();
        for (const [labels, value] of readings) gauge.set(labels, value);
      },
    });
  }

  /** One thing that is not told keeps nobody from the others. What comes too late is not told at all. */
  private async inTime<L extends string>(name: string, read: () => Readings<L> | Promise<Readings<L>>): Promise<Readings<L>> {
    const told = new AbortController();
    try {
      return await Promise.race([read(), sleep(patienceMs, undefined, { signal: told.signal }).then(() => Promise.reject(new Error(`no answer within ${patienceMs / 1_000} s`)))]);
    } catch (error) {
      this.logger.warn(`${name} is left out of this page of metrics: ${String(error)}`);
      return [];
    } finally {
      told.abort();
    }
  }

  private async readHealth(): Promise<Readings<'dependency'>> {
    const { dependencies } = await this.health.check();
    return dependencies.filter(({ status }) => status !== 'off').map(({ name, status }) => [{ dependency: name }, status === 'up' ? 1 : 0]);
  }

  private async readQueue(): Promise<Readings<'type' | 'state'>> {
    const depth = Object.entries((await this.jobs.depth()) ?? {});
    return depth.flatMap(([type, { waiting, running }]) => [[{ type, state: 'waiting' }, waiting], [{ type, state: 'running' }, running]]);
  }

  private async readCells(): Promise<Readings<'state'>> {
    const counts = await this.cellsByState();
    return ['waiting', 'queued', 'running', 'done', 'failed', 'skipped', 'cancelled'].map((state) => [{ state }, counts.get(state) ?? 0]);
  }

  /** A count that takes long is waited for by all who ask meanwhile; one that failed is begun again. */
  private cellsByState(): Promise<ReadonlyMap<string, number>> {
    if (this.cells !== undefined && Date.now() - this.cells.countedAtMs <= countedEveryMs) return this.cells.counts;
    const cells = { countedAtMs: Infinity, counts: this.repository.cellsByState() };
    this.cells = cells;
    void cells.counts.then(() => { cells.countedAtMs = Date.now(); }, () => { if (this.cells === cells) this.cells = undefined; });
    return cells.counts;
  }

  private readPool(): Readings<'state'> {
    return Object.entries(this.repository.pool()).map(([state, count]) => [{ state }, count]);
  }

  private readBusy(): Promise<Readings<'server'>> {
    return Promise.all(this.servers.list().map(async ({ id, name }): Promise<Reading<'server'>> => [{ server: name }, await this.timelines.busyFraction(id, busyWindowMs)]));
  }

  private readServers(): Readings<'server' | 'state' | 'breaker'> {
    return this.servers.list().map(({ name, state, breaker, isDraining }) => [{ server: name, state, breaker }, state === 'ready' && breaker !== 'open' && !isDraining ? 1 : 0]);
  }

  private readSeats(): Readings<'server' | 'kind'> {
    return this.servers.views().flatMap(({ name, seats, seatsTaken, foreignQueue = 0 }) => [[{ server: name, kind: 'all' }, seats], [{ server: name, kind: 'taken' }, seatsTaken], [{ server: name, kind: 'foreign' }, foreignQueue]]);
  }
}
