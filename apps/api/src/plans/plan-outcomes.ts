import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import { Plan } from '../database/entities/plan.entity.js';
import { PlansRepository } from './plans.repository.js';

/** So many equal failures in a row pause a plan: the next would be the same. */
const failuresThatPause = 3;

/** What the end of a cell means for its plan; within the transaction that ends the cell. */
@Injectable()
export class PlanOutcomes {
  constructor(private readonly repository: PlansRepository) {}

  async succeeded(em: EntityManager, planId: string, nowMs: number): Promise<void> {
    await this.repository.endStreak(em, planId);
    await this.finish(em, planId, nowMs);
  }

  /** Three equal failures in a row pause the plan with their reason. */
  async failed(em: EntityManager, planId: string, reason: string, nowMs: number): Promise<void> {
    const plan = await em.findOne(Plan, { id: planId }, { disableIdentityMap: true });
    if (plan === null) return;
    const isSame = typeof plan.lastFailure === 'string' && withoutNumbers(plan.lastFailure) === withoutNumbers(reason);
    const failureStreak = isSame ? plan.failureStreak + 1 : 1;
    await em.nativeUpdate(Plan, { id: planId }, { lastFailure: reason, failureStreak });
    await this.finish(em, planId, nowMs);
    if (failureStreak < failuresThatPause) return;
    await this.repository.move(planId, ['running', 'writing'], { state: 'paused', pauseReason: `${failureStreak} cells in a row failed for the same reason: ${reason}`, failureStreak: 0 }, em);
  }

  async finish(em: EntityManager, planId: string, nowMs: number): Promise<void> {
    await this.repository.finish(em, planId, nowMs);
  }
}

/** Sizes and counts differ from cell to cell where the reason is the same. */
function withoutNumbers(reason: string): string {
  return reason.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '#').replace(/\d+(\.\d+)?/g, '#');
}
