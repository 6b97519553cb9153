import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { PlanView, SkipCells } from '@gridscope/contract';
import type { Plan } from '../database/entities/plan.entity.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { RefusedError } from '../http/refused.error.js';
import type { CellChoice } from '../database/cell-choice.js';
import { PlanMoves } from './plan-moves.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';
import { PutBack } from './put-back.js';

const reason = 'Skipped by hand.';
/** So long a value is waited for whose rows are still being put down. */
const writingPatienceMs = 30_000;
const pollMs = 100;

/** Cells that people leave out, one by one or a whole value of an axis, and take in again. */
@Injectable()
export class HandSkips {
  constructor(
    private readonly repository: PlansRepository,
    private readonly revisions: RevisionsService,
    private readonly plans: PlansService,
    private readonly putBack: PutBack,
    private readonly moves: PlanMoves,
  ) {}

  /** What is done stays done; what a server has of the others is stopped. What a rule of the experiment skips cannot be taken in. */
  async set(planId: string, wish: SkipCells): Promise<PlanView> {
    const plan = await this.plans.get(planId);
    const choice = await this.choiceOf(plan, wish);
    await this.apply(plan, choice, wish.isSkipped);
    if ('cells' in wish || (await this.isWritten(plan))) return this.plans.view(planId);
    // It takes effect at once for the rows that are there, and for the others as soon as they are.
    await this.written(plan);
    await this.apply(plan, choice, wish.isSkipped);
    return this.plans.view(planId);
  }

  private async apply(plan: Plan, choice: CellChoice, isSkipped: boolean): Promise<void> {
    if (isSkipped) return this.moves.withdraw(plan, { ...choice, from: ['waiting', 'queued', 'running', 'failed', 'cancelled'] }, { state: 'skipped', reason });
    const skipped: CellChoice = { ...choice, from: ['skipped'], hasRecipe: true };
    // In a plan that was cancelled nothing waits.
    if (plan.state === 'cancelled') return this.moves.withdraw(plan, skipped, { state: 'cancelled', reason: null });
    await this.moves.steer(plan, ['done'], (em) => this.putBack.apply(em, skipped));
  }

  private async choiceOf(plan: Plan, wish: SkipCells): Promise<CellChoice> {
    if ('cells' in wish) return { planId: plan.id, ids: wish.cells };
    const { resolved } = await this.revisions.get(plan.revisionId);
    const axes = plan.kind === 'grid' ? resolved.axes : [];
    const place = axes[wish.axis]?.values.findIndex((value) => value.id === wish.value) ?? -1;
    if (place < 0) throw new RefusedError(`This plan has no axis ${wish.axis + 1} with the value ${wish.value}.`);
    const sizes = axes.map((axis) => axis.values.length);
    return { planId: plan.id, line: { stride: sizes.slice(0, wish.axis).reduce((product, size) => product * size, 1), size: sizes[wish.axis] ?? 1, place } };
  }

  private async written(plan: Plan): Promise<void> {
    const untilMs = Date.now() + writingPatienceMs;
    while (!(await this.isWritten(plan))) {
      if (Date.now() > untilMs) throw new RefusedError('The cells of this plan are still being put down, so only those that are there were changed. Try again in a moment.', { status: 409 });
      await sleep(pollMs);
    }
  }

  private async isWritten(plan: Plan): Promise<boolean> {
    return (await this.repository.writtenCount(plan.id)) >= plan.cellCount;
  }
}
