import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import { PlanOutcomes } from '../plans/plan-outcomes.js';
import { type AttemptEnd, AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';

/** Writes down how an attempt goes on, and how it ends without pictures: one transaction each, which only the holder of the claim can make. */
@Injectable()
export class RunRecords {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: AttemptsRepository,
    private readonly changes: CellChanges,
    private readonly outcomes: PlanOutcomes,
    private readonly work: WorkSignal,
  ) {}

  /** The server has begun. */
  async began({ attempt }: Pick<ClaimedRun, 'attempt'>): Promise<void> {
    await this.write(async (em) => {
      if (!(await this.repository.begin(em, attempt.id, Date.now()))) return new Map();
      return this.changes.apply(em, { takeId: attempt.takeId, from: ['queued'] }, { state: 'running' });
    });
  }

  /** False: the claim was lost, and nothing is written. */
  async failed({ attempt }: Pick<ClaimedRun, 'attempt'>, reason: string, end: Partial<AttemptEnd>): Promise<boolean> {
    const nowMs = Date.now();
    let isEnded = false;
    const changed = await this.write(async (em) => {
      isEnded = await this.repository.end(em, attempt.id, { ...end, state: 'failed', error: reason, finishedAt: nowMs });
      if (!isEnded) return new Map();
      await this.repository.endTake(em, attempt.takeId, 'failed');
      const ended = await this.changes.apply(em, { takeId: attempt.takeId, from: ['waiting', 'queued', 'running'] }, { state: 'failed', reason, priority: 0 });
      for (const planId of ended.keys()) await this.outcomes.failed(em, planId, reason, nowMs);
      return ended;
    });
    for (const planId of changed.keys()) this.work.wake(planId);
    return isEnded;
  }

  /** Nobody waits for it any more: it only ends, which says nothing of cell or server, and its seat is given back when the server has its prompt no longer. A cell that came to want it this moment waits again. False: the claim was lost. */
  async unwanted({ id, takeId }: Pick<ClaimedRun['attempt'], 'id' | 'takeId'>): Promise<boolean> {
    let isEnded = false;
    const changed = await this.write(async (em) => {
      isEnded = await this.repository.end(em, id, { state: 'lost', error: 'stopped by hand', finishedAt: Date.now(), keepsSeat: true });
      return isEnded ? this.changes.apply(em, { takeId, from: ['queued', 'running'] }, { state: 'waiting' }) : new Map();
    });
    for (const planId of changed.keys()) this.work.wake(planId);
    return isEnded;
  }

  private async write(work: (em: EntityManager) => Promise<ChangedPlans>): Promise<ChangedPlans> {
    const changed = await transactional(this.em, work);
    this.changes.tell(changed);
    return changed;
  }
}
