import { Injectable } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import { LeasesRepository } from './leases.repository.js';
import { Orphans } from './orphans.js';

/** An attempt that this worker took over. */
export interface Adoption {
  attempt: Attempt;
  stop: AbortController;
  /** Undefined: it was removed. */
  server: ServerFacts | undefined;
}

/** Takes attempts over that nobody works on: one conditional update, as a claim is. */
@Injectable()
export class Adoptions {
  constructor(
    private readonly config: Config,
    private readonly repository: AttemptsRepository,
    private readonly leases: LeasesRepository,
    private readonly orphans: Orphans,
    private readonly active: ActiveRuns,
    private readonly servers: ServersService,
  ) {}

  /** Does `work` with the attempt and gives what that gives. Nothing happens, and undefined is given, where somebody works on it, or was faster, or while its server may come back. */
  async take<T>(attemptId: string, work: (adoption: Adoption) => Promise<T>): Promise<T | undefined> {
    const attempt = await this.repository.find(attemptId);
    if (attempt === null || !(attempt.state === 'queued' || attempt.state === 'running') || !(await this.orphans.includes(attempt))) return undefined;
    const server = this.servers.list().find((known) => known.id === attempt.serverId);
    if (server !== undefined && this.mayComeBack(server, attempt)) return undefined;
    const stop = this.active.enter(attemptId);
    try {
      const leaseUntil = Date.now() + this.config.leaseMs;
      if (!(await this.leases.adopt(attempt, leaseUntil))) return undefined;
      this.active.hold({ ...attempt, leaseUntil });
      return await work({ attempt, stop, server });
    } finally {
      this.active.leave(attemptId);
    }
  }

  /** A lease is waited for, and a lease since this process knows of the absence: that the lease is over may tell of the worker's own end alone. */
  private mayComeBack(server: ServerFacts, attempt: Attempt): boolean {
    return server.state !== 'ready' && Math.max(attempt.leaseUntil, server.sinceMs + this.config.leaseMs) >= Date.now();
  }
}
