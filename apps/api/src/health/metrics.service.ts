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

/** What is read at the moment of a scrape, beside what the process measured while it worked. Every process tells the same of cells, queue and servers. */
@Injectable()
export class MetricsService {
  private readonly logger = new Logger('metrics');
  private cells: { atMs: number; counts: ReadonlyMap<string, number> } | undefined;
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
    this.gauge('gridscope_dependency_up', '1: it answers; 0: it is down. What is switched off is left out', ['dependency'], (gauge) => this.readHealth(gauge));
    this.gauge('gridscope_queue_jobs', 'Jobs in line and being done, by kind', ['type', 'state'], (gauge) => this.readQueue(gauge));
    this.gauge('gridscope_cells', 'Cells of plans that are under way, by state', ['state'], (gauge) => this.readCells(gauge));
    this.gauge('gridscope_database_connections', 'Connections of this process to its database, and work that waits for one', ['state'], (gauge) => this.readPool(gauge));
    this.gauge('gridscope_server_busy_fraction', 'Part of the last minute in which a server drew or loaded for us, 0 to 1', ['server'], (gauge) => this.readBusy(gauge));
    this.gauge('gridscope_server_up', '1: it can be used; 0: it is away, stuck, draining or left alone', ['server', 'state', 'breaker'], (gauge) => this.readServers(gauge));
    this.gauge('gridscope_server_seats', 'Seats of a server, and prompts of others in its queue', ['server', 'kind'], (gauge) => this.readSeats(gauge));
  }

  /** `read` is called at each scrape, after what was there was dropped. */
  private gauge<L extends string>(name: string, help: string, labelNames: readonly L[], read: (gauge: Gauge<L>) => void | Promise<void>): void {
    const gauge: Gauge<L> = new Gauge({
      name, help, labelNames, registers: [this.meters.registry],
      collect: async () => {
        gauge.reset();
        await this.inTime(name, read(gauge));
      },
    });
  }

  /** One thing that is not told keeps nobody from the others. */
  private async inTime(name: string, reading: void | Promise<void>): Promise<void> {
    const told = new AbortController();
    try {
      await Promise.race([reading, sleep(patienceMs, undefined, { signal: told.signal }).then(() => Promise.reject(new Error(`no answer within ${patienceMs / 1_000} s`)))]);
    } catch (error) {
      this.logger.warn(`${name} is left out of this page of metrics: ${String(error)}`);
    } finally {
      told.abort();
    }
  }

  private async readHealth(gauge: Gauge<'dependency'>): Promise<void> {
    const { dependencies } = await this.health.check();
    for (const { name, status } of dependencies) if (status !== 'off') gauge.set({ dependency: name }, status === 'up' ? 1 : 0);
  }

  private async readQueue(gauge: Gauge<'type' | 'state'>): Promise<void> {
    for (const [type, { waiting, running }] of Object.entries((await this.jobs.depth()) ?? {})) {
      gauge.set({ type, state: 'waiting' }, waiting);
      gauge.set({ type, state: 'running' }, running);
    }
  }

  private async readCells(gauge: Gauge<'state'>): Promise<void> {
    const nowMs = Date.now();
    if (this.cells === undefined || nowMs - this.cells.atMs > countedEveryMs) this.cells = { atMs: nowMs, counts: await this.repository.cellsByState() };
    for (const state of ['waiting', 'queued', 'running', 'done', 'failed', 'skipped', 'cancelled']) gauge.set({ state }, this.cells.counts.get(state) ?? 0);
  }

  private readPool(gauge: Gauge<'state'>): void {
    for (const [state, count] of Object.entries(this.repository.pool())) gauge.set({ state }, count);
  }

  private async readBusy(gauge: Gauge<'server'>): Promise<void> {
    for (const { id, name } of this.servers.list()) gauge.set({ server: name }, await this.timelines.busyFraction(id, busyWindowMs));
  }

  private readServers(gauge: Gauge<'server' | 'state' | 'breaker'>): void {
    for (const { name, state, breaker, isDraining } of this.servers.list()) gauge.set({ server: name, state, breaker }, state === 'ready' && breaker !== 'open' && !isDraining ? 1 : 0);
  }

  private readSeats(gauge: Gauge<'server' | 'kind'>): void {
    for (const { name, seats, seatsTaken, foreignQueue = 0 } of this.servers.views()) {
      gauge.set({ server: name, kind: 'all' }, seats);
      gauge.set({ server: name, kind: 'taken' }, seatsTaken);
      gauge.set({ server: name, kind: 'foreign' }, foreignQueue);
    }
  }
}
