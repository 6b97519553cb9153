import { Injectable, Logger } from '@nestjs/common';
import { ComfyError } from '@gridscope/comfy/client';
import PQueue from 'p-queue';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import type { Drawn } from '../generators/generator.js';
import { ServersService } from '../servers/servers.service.js';
import { ActiveRuns } from './active-runs.js';
import { BeginningWriter } from './beginning-writer.js';
import type { ClaimedRun } from './claimed-run.js';
import { judgeFailure, restMs } from './judge-failure.js';
import { RunClaims } from './run-claims.js';
import { RunProgress } from './run-progress.js';
import { RunRecords } from './run-records.js';
import { RunReturns } from './run-returns.js';
import { RunResultsCollector } from './run-results.js';
import type { ReleaseSeat } from './seats.js';

/** Pictures of so many cells are fetched and kept at once, while servers draw the next: more would only fill the memory. */
const collectedAtOnce = 3;

export interface RunOptions {
  signal: AbortSignal;
  /** Called as soon as the server has finished, before its pictures are fetched. */
  releaseSeat: ReleaseSeat;
}

/** Takes one cell the whole way: claimed, drawn, collected, put down. Killed at any line, the next start goes on. */
@Injectable()
export class RunsService {
  private readonly logger = new Logger('runs');
  private readonly collecting = new PQueue({ concurrency: collectedAtOnce });

  constructor(
    private readonly claims: RunClaims,
    private readonly active: ActiveRuns,
    private readonly records: RunRecords,
    private readonly returns: RunReturns,
    private readonly generator: ComfyGenerator,
    private readonly collector: RunResultsCollector,
    private readonly progress: RunProgress,
    private readonly servers: ServersService,
  ) {}

  /** Draws a waiting cell on a server; nothing happens where it waits no more. */
  async draw(cellId: string, serverId: string, options: RunOptions): Promise<void> {
    try {
      const server = this.servers.list().find((known) => known.id === serverId);
      const run = server === undefined ? undefined : await this.claims.claim(cellId, server);
      if (run !== undefined) await this.follow(run, { ...options, isAdopted: false });
    } finally {
      options.releaseSeat();
    }
  }

  /** Brings a claimed run to its end, whatever that is. */
  async follow(run: ClaimedRun, { signal, releaseSeat, isAdopted }: RunOptions & { isAdopted: boolean }): Promise<void> {
    const stop = AbortSignal.any([signal, run.stop.signal]);
    try {
      const drawn = await this.drawn(run, stop, isAdopted);
      releaseSeat();
      await this.collecting.add(() => this.collect(run, drawn, stop));
    } catch (error) {
      await this.ended(run, error, signal.aborted);
    } finally {
      this.active.leave(run.attempt.id);
      this.progress.forget(run);
    }
  }

  private async drawn(run: ClaimedRun, signal: AbortSignal, isAdopted: boolean): Promise<Drawn> {
    const beginning = new BeginningWriter(() => this.records.began(run));
    const tell = this.progress.teller(run);
    try {
      return await this.generator.draw(run.order, {
        signal,
        isAdopted,
        onProgress: (progress) => {
          if (progress.kind === 'started') beginning.note();
          tell(progress);
        },
      });
    } finally {
      await beginning.settle();
    }
  }

  private async collect(run: ClaimedRun, drawn: Drawn, signal: AbortSignal): Promise<void> {
    const { id: attemptId, takeId } = run.attempt;
    const results = await this.collector.collect(drawn, { takeId, attemptId }, signal);
    if (!(await this.records.done(run, results, drawn.times))) return;
    const { loadMs = 0, drawMs = 0 } = drawn.times;
    this.servers.noteSpeed(run.order.serverId, (loadMs + drawMs) / 1_000);
    this.inBackground(this.generator.forget(run.order));
  }

  private async ended(run: ClaimedRun, error: unknown, isStopping: boolean): Promise<void> {
    const cause = run.stop.signal.aborted ? run.stop.signal.reason : error;
    const lostBefore = isStopping ? 0 : await this.returns.lostBefore(run);
    const verdict = judgeFailure(cause, { lostBefore, isPaid: run.order.revision.resolved.paidNodes.length > 0, isStopping });
    if (verdict.next === 'nothing') return;
    if (error instanceof ComfyError && error.isRetryable) this.servers.reportTrouble(run.order.serverId);
    if (verdict.next === 'again') {
      // Whether it was sent may not be known: it must not be drawn twice.
      this.inBackground(this.generator.stop(run.order));
      await this.returns.lost(run, verdict.reason, restMs(lostBefore));
    }
    if (verdict.next === 'pause') await this.returns.paused(run, verdict.reason);
    if (verdict.next === 'fail') {
      if (verdict.isFault === true) this.logger.error(error);
      await this.records.failed(run, verdict.reason);
      this.inBackground(this.generator.forget(run.order));
    }
  }

  /** Courtesies to a server: where it cannot be reached, nothing depends on them. */
  private inBackground(courtesy: Promise<void>): void {
    courtesy.catch((error: unknown) => {
      if (!(error instanceof Error)) throw error;
      this.logger.debug(error.message);
    });
  }
}
