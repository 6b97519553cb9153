import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ClaimLostError } from './abort-reason.js';
import { ActiveRuns } from './active-runs.js';
import { FaultSwitch } from './fault-switch.js';
import { LeasesRepository } from './leases.repository.js';
import { Repeater } from './repeater.js';

/** Keeps this worker's claims alive, three times a lease, and notices those that others have taken over. */
@Injectable()
export class ClaimKeeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly renewal = new Repeater(() => this.renew());

  constructor(
    private readonly config: Config,
    private readonly leases: LeasesRepository,
    private readonly active: ActiveRuns,
    private readonly faults: FaultSwitch,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.isWorker) this.renewal.start(this.config.leaseMs / 3);
  }

  onModuleDestroy(): void {
    this.renewal.stop();
  }

  /** A process that was stopped for longer than a lease finds out here, if not before, that others went on without it. */
  private async renew(): Promise<void> {
    if (this.faults.is('no-renewal')) return;
    const held = this.active.held();
    const leaseUntil = Date.now() + this.config.leaseMs;
    await this.leases.renew(held, leaseUntil);
    const kept = await this.leases.held(held);
    this.active.renewed(kept, leaseUntil);
    for (const id of held) if (!kept.has(id)) this.active.stop(id, new ClaimLostError());
  }
}
