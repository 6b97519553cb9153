import { Injectable } from '@nestjs/common';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { Processes } from '../database/processes.js';
import { ActiveRuns } from './active-runs.js';
import { LeasesRepository } from './leases.repository.js';

/** Attempts under way that nobody works on. */
@Injectable()
export class Orphans {
  constructor(
    private readonly leases: LeasesRepository,
    private readonly active: ActiveRuns,
    private readonly processes: Processes,
  ) {}

  async all(): Promise<Attempt[]> {
    const orphans: Attempt[] = [];
    for (const attempt of await this.leases.underWay()) if (await this.includes(attempt)) orphans.push(attempt);
    return orphans;
  }

  /** Whether nobody works on it: this process let go of it, its worker has ended, or its lease is over. */
  async includes(attempt: Attempt): Promise<boolean> {
    if (this.active.has(attempt.id)) return false;
    if (attempt.workerId === this.processes.workerId || attempt.leaseUntil < Date.now()) return true;
    return (await this.processes.isAlive(attempt.workerId)) === false;
  }
}
