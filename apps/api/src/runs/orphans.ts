import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { Processes } from '../database/processes.js';
import { ActiveRuns } from './active-runs.js';
import { LeasesRepository } from './leases.repository.js';

/** Attempts under way that nobody works on. */
@Injectable()
export class Orphans {
  constructor(
    private readonly config: Config,
    private readonly leases: LeasesRepository,
    private readonly active: ActiveRuns,
    private readonly processes: Processes,
  ) {}

  async all(): Promise<Attempt[]> {
    const attempts = (await this.leases.underWay()).filter((attempt) => !this.active.has(attempt.id));
    const workerIds = [...new Set(attempts.map((attempt) => attempt.workerId))];
    const ended = new Set((await Promise.all(workerIds.map(async (id) => ((await this.isWorking(id)) ? [] : [id])))).flat());
    return attempts.filter((attempt) => ended.has(attempt.workerId) || this.isLeaseOver(attempt, Date.now()));
  }

  /** Whether nobody works on it: this process let go of it, its worker has ended, or its lease is over. */
  async includes(attempt: Attempt): Promise<boolean> {
    return !this.active.has(attempt.id) && (this.isLeaseOver(attempt, Date.now()) || !(await this.isWorking(attempt.workerId)));
  }

  /** Never sooner than a lease after the claim, whatever became of a clock: whoever claimed it may be about to send it. */
  private isLeaseOver({ leaseUntil, claimedAt }: Attempt, nowMs: number): boolean {
    return leaseUntil < nowMs && claimedAt + this.config.leaseMs < nowMs;
  }

  /** This process works on its active runs alone; of one on another machine only the lease tells. */
  private async isWorking(workerId: string): Promise<boolean> {
    return workerId !== this.processes.workerId && (await this.processes.isAlive(workerId)) !== false;
  }
}
