import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { PhaseTimes } from '../generators/generator.js';
import { ImagesService } from '../images/images.service.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import { PlanOutcomes } from '../plans/plan-outcomes.js';
import { PlanPace } from '../plans/plan-pace.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import type { RunResults } from './run-results.js';
import { workerId } from './worker-id.js';

/** Writes down how an attempt goes on and ends: one transaction each, which only the holder of the claim can make. */
@Injectable()
export class RunRecords {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: AttemptsRepository,
    private readonly changes: CellChanges,
    private readonly outcomes: PlanOutcomes,
    private readonly images: ImagesService,
    private readonly metrics: MetricsService,
    private readonly pace: PlanPace,
    private readonly work: WorkSignal,
  ) {}

  /** The server has begun. */
  async began({ attempt }: ClaimedRun): Promise<void> {
    await this.write(async (em) => {
      if (!(await this.repository.begin(em, attempt.id, workerId, Date.now()))) return new Map();
      return this.changes.apply(em, { takeId: attempt.takeId, from: ['queued'] }, { state: 'running' });
    });
  }

  /** Everything of it at once, and every cell that waited for it. False: the claim was lost, and nothing is written. */
  async done({ attempt, drawnFor, cells }: ClaimedRun, results: RunResults, times: PhaseTimes): Promise<boolean> {
    const nowMs = Date.now();
    const { facts, executedWorkflow, verification, leadImage } = results;
    const changed = await this.write(async (em) => {
      if (!(await this.repository.end(em, attempt.id, workerId, { state: 'done', finishedAt: nowMs, facts, executedWorkflow, verification, ...times }))) return new Map();
      await this.repository.endTake(em, attempt.takeId, 'done');
      await this.images.record(em, results.images);
      await this.repository.addOutputs(em, results.outputs);
      await this.metrics.record(em, results.measured, attempt.id, times);
      const ended = await this.changes.apply(em, { takeId: attempt.takeId, from: ['waiting', 'queued', 'running'] }, { state: 'done', origin: 'drawn', leadImage, reason: null, priority: 0 });
      if (cells.length > 1) await this.repository.markReused(em, attempt.takeId, drawnFor);
      for (const planId of ended.keys()) await this.outcomes.succeeded(em, planId, nowMs);
      return ended;
    });
    for (const planId of changed.keys()) this.pace.note(planId, nowMs);
    return changed.size > 0;
  }

  async failed({ attempt }: Pick<ClaimedRun, 'attempt'>, reason: string): Promise<void> {
    const nowMs = Date.now();
    const changed = await this.write(async (em) => {
      if (!(await this.repository.end(em, attempt.id, workerId, { state: 'failed', error: reason, finishedAt: nowMs }))) return new Map();
      await this.repository.endTake(em, attempt.takeId, 'failed');
      const ended = await this.changes.apply(em, { takeId: attempt.takeId, from: ['waiting', 'queued', 'running'] }, { state: 'failed', reason, priority: 0 });
      for (const planId of ended.keys()) await this.outcomes.failed(em, planId, reason, nowMs);
      return ended;
    });
    for (const planId of changed.keys()) this.work.wake(planId);
  }

  /** Nobody waits for it any more: it only ends. */
  async unwanted({ attempt }: Pick<ClaimedRun, 'attempt'>): Promise<void> {
    await this.repository.end(this.em.fork(), attempt.id, workerId, { state: 'lost', error: 'stopped by hand', finishedAt: Date.now() });
  }

  private async write(work: (em: EntityManager) => Promise<ChangedPlans>): Promise<ChangedPlans> {
    const changed = await transactional(this.em, work);
    this.changes.tell(changed);
    return changed;
  }
}
