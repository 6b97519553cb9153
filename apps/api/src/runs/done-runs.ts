import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { Drawn } from '../generators/generator.js';
import { CellChanges } from '../plans/cell-changes.js';
import { PlanOutcomes } from '../plans/plan-outcomes.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import { ResultRows } from './result-rows.js';
import type { RunResults } from './run-results.js';

/** Writes a run down that came out: pictures, numbers and cells in one transaction, which only the holder of the claim can make. */
@Injectable()
export class DoneRuns {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: AttemptsRepository,
    private readonly rows: ResultRows,
    private readonly changes: CellChanges,
    private readonly outcomes: PlanOutcomes,
  ) {}

  /** Everything of it at once, and every cell that waited for it. False: the claim was lost, and nothing is written. */
  async write({ attempt }: ClaimedRun, results: RunResults, { times, stepCount, prepared }: Drawn): Promise<boolean> {
    const nowMs = Date.now();
    const { facts, executedWorkflow, verification, leadImage } = results;
    const changed = await transactional(this.em, async (em) => {
      if (!(await this.repository.end(em, attempt.id, { state: 'done', finishedAt: nowMs, facts, executedWorkflow, verification, stepCount, modelKey: prepared.modelKey, ...times }))) return undefined;
      await this.repository.endTake(em, attempt.takeId, 'done');
      await this.rows.write(em, attempt.id, results, times);
      const ended = await this.changes.apply(em, { takeId: attempt.takeId, from: ['waiting', 'queued', 'running'] }, { state: 'done', origin: 'drawn', leadImage, reason: null, priority: 0, notBefore: null });
      // Others may have come to wait for it since it was claimed, and the cell that it was begun for may be another by now.
      await this.rows.markReused(em, attempt.takeId);
      for (const planId of ended.keys()) await this.outcomes.succeeded(em, planId, nowMs);
      return ended;
    });
    if (changed === undefined) return false;
    this.changes.tell(changed);
    return true;
  }
}
