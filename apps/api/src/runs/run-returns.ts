import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { DiskReserve } from '../database/disk-reserve.js';
import { transactional } from '../database/transaction.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import { PlansService } from '../plans/plans.service.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import { workerId } from './worker-id.js';

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

  /** How many attempts at the same were lost before this one. */
  lostBefore({ attempt }: Attempted): Promise<number> {
    return this.repository.lostInARow(this.em.fork(), attempt.takeId);
  }

  /** It is drawn again, after a rest. */
  async lost(run: Attempted, reason: string, restForMs: number): Promise<void> {
    const changed = await this.giveBack(run, reason);
    for (const planId of changed.keys()) setTimeout(() => this.work.wake(planId), restForMs).unref();
  }

  /** The disk is full: it waits until a person has made room. Saying so needs some room itself. */
  async paused(run: Attempted, reason: string): Promise<void> {
    await this.reserve.release();
    const changed = await this.giveBack(run, reason);
    for (const planId of changed.keys()) await this.plans.pauseFor(planId, reason);
  }

  private async giveBack({ attempt }: Attempted, reason: string): Promise<ChangedPlans> {
    const changed = await transactional(this.em, async (em) => {
      if (!(await this.repository.end(em, attempt.id, workerId, { state: 'lost', error: reason, finishedAt: Date.now() }))) return new Map();
      return this.changes.apply(em, { takeId: attempt.takeId, from: ['queued', 'running'] }, { state: 'waiting' });
    });
    this.changes.tell(changed);
    return changed;
  }
}
