import { Injectable } from '@nestjs/common';
import type { PlanView } from '@gridscope/contract';
import type { Plan } from '../database/entities/plan.entity.js';
import { DiskReserve } from '../database/disk-reserve.js';
import { notFound } from '../http/refused.error.js';
import { cancelMark } from './cancel-mark.js';
import type { ChangedPlans } from './cell-changes.js';
import { PlanMoves } from './plan-moves.js';
import { PlanNotices } from './plan-notices.js';
import { PlanViews } from './plan-views.js';
import { PlansRepository } from './plans.repository.js';

const unchanged: ChangedPlans = new Map();

/** Shows plans and steers them. Everything is safe to repeat. */
@Injectable()
export class PlansService {
  constructor(
    private readonly repository: PlansRepository,
    private readonly views: PlanViews,
    private readonly moves: PlanMoves,
    private readonly notices: PlanNotices,
    private readonly reserve: DiskReserve,
  ) {}

  /** Throws RefusedError (404). */
  async get(planId: string): Promise<Plan> {
    const plan = await this.repository.find(planId);
    if (plan === null) throw notFound('plan', planId);
    return plan;
  }

  async view(planId: string): Promise<PlanView> {
    return this.views.view(await this.get(planId));
  }

  async pause(planId: string): Promise<PlanView> {
    return this.pauseWith(planId, null);
  }

  /** The program itself pauses a plan, with the reason that a person reads. */
  async pauseFor(planId: string, pauseReason: string): Promise<void> {
    await this.pauseWith(planId, pauseReason);
  }

  async resume(planId: string): Promise<PlanView> {
    const plan = await this.get(planId);
    await this.reserve.hold();
    await this.moves.steer(plan, ['paused'], () => Promise.resolve(unchanged));
    return this.view(planId);
  }

  /** What is not done is cancelled; what servers hold of it is stopped. `atMs`: one moment for plans that are cancelled together. */
  async cancel(planId: string, atMs = Date.now()): Promise<PlanView> {
    const plan = await this.get(planId);
    const open = { planId, from: ['waiting', 'queued', 'running'] as const };
    await this.moves.withdraw(plan, open, { state: 'cancelled', reason: cancelMark(atMs) }, (em) => this.repository.cancel(em, planId, atMs));
    return this.view(planId);
  }

  /** Another place among the plans, or another order of its cells. */
  async change(planId: string, { priority, order }: { priority?: number | undefined; order?: Plan['drawOrder'] | undefined }): Promise<PlanView> {
    await this.get(planId);
    await this.repository.change(planId, { ...(priority === undefined ? {} : { priority }), ...(order === undefined ? {} : { drawOrder: order }) });
    this.notices.steered(planId);
    return this.view(planId);
  }

  private async pauseWith(planId: string, pauseReason: string | null): Promise<PlanView> {
    const plan = await this.get(planId);
    await this.moves.steer(plan, [], async (em) => {
      await this.repository.move(planId, ['writing', 'running'], { state: 'paused', pauseReason }, em);
      return unchanged;
    });
    return this.view(planId);
  }
}
