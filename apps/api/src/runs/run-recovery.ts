import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import { RunClaims } from './run-claims.js';
import { RunReturns } from './run-returns.js';
import { RunsService } from './runs.service.js';
import { Seats } from './seats.js';
import { UnwantedRuns } from './unwanted-runs.js';
import { workerId } from './worker-id.js';

/** Finds out what became of an attempt whose worker is gone. It brings together all that a run needs, so its list is long. */
@Injectable()
export class RunRecovery implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly repository: AttemptsRepository,
    private readonly claims: RunClaims,
    private readonly returns: RunReturns,
    private readonly runs: RunsService,
    private readonly unwanted: UnwantedRuns,
    private readonly active: ActiveRuns,
    private readonly seats: Seats,
    private readonly generator: ComfyGenerator,
    private readonly servers: ServersService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('recover-attempt', ({ attemptId }, signal) => this.recover(attemptId, signal));
  }

  /** What the server still has of it is gone on with; what it knows nothing of is given back. A server that is away is waited for until the lease is over. */
  private async recover(attemptId: string, signal: AbortSignal): Promise<void> {
    const attempt = await this.repository.find(attemptId);
    if (attempt === null || this.active.has(attemptId) || !(attempt.state === 'queued' || attempt.state === 'running')) return;
    const server = this.servers.list().find((known) => known.id === attempt.serverId);
    if (server !== undefined && server.state !== 'ready' && attempt.leaseUntil >= Date.now()) return;
    const stop = this.active.enter(attemptId);
    try {
      if (!(await this.repository.adopt(attempt, workerId, Date.now() + this.config.leaseMs))) return;
      const run = await this.claims.runOf(attempt, stop);
      if (run === undefined) return await this.unwanted.end(attempt);
      const whereabouts = server?.state === 'ready' ? await this.generator.find(attempt, signal) : 'unknown';
      await (whereabouts === 'unknown' ? this.giveBack(attempt) : this.goOn(run, signal));
    } finally {
      this.active.leave(attemptId);
    }
  }

  private giveBack(attempt: Attempt): Promise<void> {
    return this.returns.lost({ attempt }, `Gridscope was stopped while ${attempt.serverName} drew it, and that server knows nothing of it any more.`, 0);
  }

  private async goOn(run: ClaimedRun, signal: AbortSignal): Promise<void> {
    const releaseSeat = this.seats.take(run.attempt.serverId);
    try {
      await this.runs.follow(run, { signal, releaseSeat, isAdopted: true });
    } finally {
      releaseSeat();
    }
  }
}
