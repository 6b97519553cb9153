import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import { JobsService } from '../jobs/jobs.service.js';
import { PlansService } from '../plans/plans.service.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import { RunClaims } from './run-claims.js';
import { RunRecords } from './run-records.js';
import { RunStoppedError } from './run-stopped.error.js';
import { RunsService } from './runs.service.js';
import { Seats } from './seats.js';
import { workerId } from './worker-id.js';

/** Keeps this worker's claims alive, and finds out what became of those whose worker is gone. */
@Injectable()
export class RunRecovery implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly config: Config,
    private readonly repository: AttemptsRepository,
    private readonly claims: RunClaims,
    private readonly records: RunRecords,
    private readonly runs: RunsService,
    private readonly active: ActiveRuns,
    private readonly seats: Seats,
    private readonly generator: ComfyGenerator,
    private readonly servers: ServersService,
    private readonly plans: PlansService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('recover-attempt', ({ attemptId }, signal) => this.recover(attemptId, signal));
    this.servers.onReady(() => this.safely(this.reap()));
    this.plans.onCancelled(() => this.stopUnwanted());
  }

  onApplicationBootstrap(): void {
    this.safely(this.reap());
    this.timers = [
      setInterval(() => this.safely(this.repository.renew(workerId, Date.now() + this.config.leaseMs)), this.config.leaseMs / 3),
      setInterval(() => this.safely(this.reap()), this.config.leaseMs / 2),
    ];
  }

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Looks after every claim that nobody here works on. */
  private async reap(): Promise<void> {
    for (const attempt of await this.repository.stale(workerId, Date.now())) {
      if (!this.active.has(attempt.id)) await this.jobs.add({ type: 'recover-attempt', attemptId: attempt.id });
    }
  }

  /** What the server still has of it is gone on with; what it knows nothing of is given back. */
  private async recover(attemptId: string, signal: AbortSignal): Promise<void> {
    const attempt = await this.repository.find(attemptId);
    if (attempt === null || this.active.has(attemptId) || !(attempt.state === 'queued' || attempt.state === 'running')) return;
    const server = this.servers.list().find((known) => known.id === attempt.serverId);
    if (server !== undefined && server.state !== 'ready' && attempt.leaseUntil >= Date.now()) return;
    const stop = this.active.enter(attemptId);
    try {
      if (!(await this.repository.adopt(attempt, workerId, Date.now() + this.config.leaseMs))) return;
      await this.goOn(attempt, server?.state === 'ready', stop, signal);
    } finally {
      this.active.leave(attemptId);
    }
  }

  private async goOn(attempt: Attempt, isServerReady: boolean, stop: AbortController, signal: AbortSignal): Promise<void> {
    const run = await this.claims.runOf(attempt, stop);
    if (run === undefined) return this.endUnwanted(attempt);
    const whereabouts = isServerReady ? await this.generator.find(attempt, signal) : 'unknown';
    if (whereabouts === 'unknown') return this.records.lost({ attempt }, `Gridscope was stopped while ${attempt.serverName} drew it, and that server knows nothing of it any more.`, 0);
    const releaseSeat = this.seats.take(attempt.serverId);
    try {
      await this.runs.follow(run, { signal, releaseSeat, isAdopted: true });
    } finally {
      releaseSeat();
    }
  }

  /** Stops on the servers what no cell waits for any more. */
  private async stopUnwanted(): Promise<void> {
    for (const attempt of await this.repository.unwanted()) await this.endUnwanted(attempt);
  }

  private async endUnwanted(attempt: Attempt): Promise<void> {
    await this.records.unwanted({ attempt });
    this.active.stop(attempt.id, new RunStoppedError());
    if (!this.servers.list().some((server) => server.id === attempt.serverId)) return;
    try {
      await this.generator.stop(attempt);
    } catch (error) {
      // A server that cannot be reached draws it to its end; nobody collects it.
      if (!(error instanceof ComfyError)) throw error;
      this.logger.debug(error.message);
    }
  }

  private safely(work: Promise<void>): void {
    work.catch((error: unknown) => this.logger.error(error));
  }
}
