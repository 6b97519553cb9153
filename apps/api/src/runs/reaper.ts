import { setMaxListeners } from 'node:events';
import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { ServersService } from '../servers/servers.service.js';
import { Orphans } from './orphans.js';
import { Repeater } from './repeater.js';
import type { RunEnd } from './run-endings.js';
import { RunRecovery } from './run-recovery.js';

/** A worker that ended is known to have, whatever its leases say. */
const lookEveryMs = 5_000;

/**
 * Looks for attempts that nobody works on, and recovers them: at the start, when a server comes back, every few seconds and at least twice a lease.
 * Each worker does so by itself, not through the queue: a job could be delivered to the very worker that stands still.
 */
@Injectable()
export class Reaper implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private readonly rounds = new Repeater(() => this.reap());
  private readonly stop = new AbortController();
  /** Attempt → its recovery, which lasts until its run has ended. */
  private readonly underWay = new Map<string, Promise<void>>();

  constructor(
    private readonly config: Config,
    private readonly orphans: Orphans,
    private readonly servers: ServersService,
    private readonly recovery: RunRecovery,
    private readonly work: WorkSignal,
  ) {
    // Every recovery listens.
    setMaxListeners(0, this.stop.signal);
  }

  onModuleInit(): void {
    if (this.config.isWorker) this.servers.onReady(() => this.look());
  }

  onApplicationBootstrap(): void {
    if (!this.config.isWorker) return;
    this.look();
    this.rounds.start(Math.min(this.config.leaseMs / 2, lookEveryMs));
  }

  /** Servers go on with what they have; the next start finds it. */
  async onModuleDestroy(): Promise<void> {
    this.rounds.stop();
    this.stop.abort();
    await Promise.all(this.underWay.values());
  }

  /** Looks now. */
  look(): void {
    this.rounds.again();
  }

  private async reap(): Promise<void> {
    for (const { id } of await this.orphans.all()) {
      if (!this.underWay.has(id) && !this.stop.signal.aborted) this.underWay.set(id, this.recover(id));
    }
  }

  private async recover(id: string): Promise<void> {
    let how: RunEnd = 'ended';
    try {
      how = await this.recovery.recover(id, this.stop.signal);
    } catch (error) {
      if (!this.stop.signal.aborted) this.logger.error(error);
    }
    this.underWay.delete(id);
    // Its seat is free, and its cell may wait again.
    this.work.wake();
    if (how === 'unknown') this.look();
  }
}
