import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { DiskReserve } from '../database/disk-reserve.js';
import { transactional } from '../database/transaction.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import { PlansService } from '../plans/plans.service.js';
import { type AttemptEnd, AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';

type Attempted = Pick<ClaimedRun, 'attempt'>;

/** Gives the cells of a run that did not come out back to those that wait. */
@Injectable()
export class RunReturns {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: AttemptsRepository,
    private readonly changes: CellChanges,
    private readonly plans: PlansService,
    private readonly reserve: DiskReserve,
    private readonly work: WorkSignal,
  ) {}

  /** It is drawn again, after a rest. False: the claim was lost, and nothing is written. */
  async lost(run: Attempted, reason: string, restMs: number, end: Partial<AttemptEnd>): Promise<boolean> {
    const changed = await this.giveBack(run, { ...end, state: 'lost', error: reason }, Date.now() + restMs);
    for (const planId of changed?.keys() ?? []) this.work.wake(planId);
    return changed !== undefined;
  }

  /** The disk is full: it waits until a person has made room. Saying so needs some room itself. False: the claim was lost. */
  async paused(run: Attempted, reason: string, end: Partial<AttemptEnd>): Promise<boolean> {
    await this.reserve.release();
    const changed = await this.giveBack(run, { ...end, state: 'lost', error: reason }, null);
    for (const planId of changed?.keys() ?? []) await this.plans.pauseFor(planId, reason);
    return changed !== undefined;
  }

  private async giveBack({ attempt }: Attempted, end: AttemptEnd, notBefore: number | null): Promise<ChangedPlans | undefined> {
    const changed = await transactional(this.em, async (em) => {
      if (!(await this.repository.end(em, attempt.id, { ...end, finishedAt: Date.now() }))) return undefined;
      return this.changes.apply(em, { takeId: attempt.takeId, from: ['queued', 'running'] }, { state: 'waiting', notBefore });
    });
    if (changed !== undefined) this.changes.tell(changed);
    return changed;
  }
}
