import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { Plan } from '../database/entities/plan.entity.js';
import { transactional } from '../database/transaction.js';
import { JobsService } from '../jobs/jobs.service.js';
import { CellChanges, type ChangedPlans } from './cell-changes.js';
import { type CellChoice, conditionOf } from '../database/cell-choice.js';
import { lockTakes } from '../database/lock-row.js';
import { PlanNotices } from './plan-notices.js';
import { PlansRepository } from './plans.repository.js';

export interface Withdrawal {
  state: 'cancelled' | 'skipped';
  reason: string | null;
  /** Left out, it is kept for when they come back. */
  priority?: 0;
}

type Steered = Pick<Plan, 'id' | 'cellCount'>;

/** One way for everything that people do to plans and their cells: a transaction, then the news of it. */
@Injectable()
export class PlanMoves {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: PlansRepository,
    private readonly changes: CellChanges,
    private readonly notices: PlanNotices,
    private readonly jobs: JobsService,
  ) {}

  /** Does `work`, and lets the plan go on where it is in one of the states `goOnFrom`. */
  async steer(plan: Steered, goOnFrom: readonly Plan['state'][], work: (em: EntityManager) => Promise<ChangedPlans>): Promise<void> {
    let isToWrite = false;
    const changed = await transactional(this.em, async (em) => {
      const cells = await work(em);
      isToWrite = await this.goOn(em, plan, goOnFrom);
      await this.repository.finish(em, plan.id, Date.now());
      return cells;
    });
    this.changes.tell(changed);
    if (isToWrite) await this.jobs.add({ type: 'write-plan', planId: plan.id });
    this.notices.steered(plan.id);
  }

  /** The chosen cells are waited for no more. Another cell that waits for the same drawing still gets it; a drawing that nobody waits for is stopped. `begin`: false leaves everything as it is. */
  async withdraw(plan: Steered, choice: CellChoice, change: Withdrawal, begin: (em: EntityManager) => Promise<boolean> = () => Promise.resolve(true)): Promise<void> {
    await this.steer(plan, [], async (em) => {
      // Takes come before plans, and a drawing that others wait for is handed over to them.
      await lockTakes(em, conditionOf(choice));
      if (!(await begin(em))) return new Map();
      const changed = await this.changes.apply(em, choice, { ...change, notBefore: null });
      for (const [planId, before] of changed) await this.repository.handTakesOver(em, planId, before);
      return changed;
    });
    this.notices.unwanted();
  }

  /** A plan that was cancelled while it was paused. */
  async pauseAgain(em: EntityManager, planId: string, pauseReason: string | null): Promise<void> {
    await this.repository.move(planId, ['cancelled'], { state: 'paused', pauseReason, finishedAt: null }, em);
  }

  /** Whether its rows are to be put down to the end first. */
  private async goOn(em: EntityManager, plan: Steered, from: readonly Plan['state'][]): Promise<boolean> {
    const isWritten = (await this.repository.writtenCount(plan.id, em)) >= plan.cellCount;
    const isMoved = await this.repository.move(plan.id, from, { state: isWritten ? 'running' : 'writing', pauseReason: null, failureStreak: 0, finishedAt: null }, em);
    return isMoved && !isWritten;
  }
}
