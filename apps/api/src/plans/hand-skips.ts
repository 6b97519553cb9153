import { Injectable } from '@nestjs/common';
import type { PlanView, SkipCells } from '@gridscope/contract';
import type { Plan } from '../database/entities/plan.entity.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { RefusedError } from '../http/refused.error.js';
import { type CellChoice, conditionOf } from '../database/cell-choice.js';
import { lockTakes } from '../database/lock-row.js';
import { CellChanges } from './cell-changes.js';
import { PlanMoves } from './plan-moves.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';
import { PutBack } from './put-back.js';
import { skippable, skippedByHand } from './skipped-by-hand.js';

/** Cells that people leave out, one by one or a whole value of an axis, and take in again. */
@Injectable()
export class HandSkips {
  constructor(
    private readonly repository: PlansRepository,
    private readonly revisions: RevisionsService,
    private readonly plans: PlansService,
    private readonly putBack: PutBack,
    private readonly moves: PlanMoves,
    private readonly changes: CellChanges,
  ) {}

  /**
   * What is done stays done; what a server has of the others is stopped. What a rule of the experiment skips cannot be taken in. A whole
   * value is kept with the plan too: rows that are still to be put down follow it. A value that is taken in brings no cell back that another one leaves
   * out; a cell that is named comes back in any case.
   */
  async set(planId: string, wish: SkipCells): Promise<PlanView> {
    const plan = await this.plans.get(planId);
    const choice = await this.choiceOf(plan, wish);
    await (wish.isSkipped ? this.leaveOut(plan, choice) : this.takeIn(plan, choice));
    return this.plans.view(planId);
  }

  private async leaveOut(plan: Plan, choice: CellChoice): Promise<void> {
    await this.moves.withdraw(plan, { ...choice, from: skippable }, skippedByHand, async (em) => {
      await this.repository.keepLine(em, plan.id, choice.line, true);
      return true;
    });
  }

  private async takeIn(plan: Plan, choice: CellChoice): Promise<void> {
    const skipped: CellChoice = { ...choice, from: ['skipped'], hasRecipe: true };
    await this.moves.steer(plan, ['done'], async (em) => {
      await lockTakes(em, conditionOf(skipped));
      const { state, lines } = await this.repository.keepLine(em, plan.id, choice.line, false);
      const back: CellChoice = choice.line === undefined ? skipped : { ...skipped, exceptLines: lines };
      // In a plan that was cancelled nothing waits.
      return state === 'cancelled' ? this.changes.apply(em, back, { state: 'cancelled', reason: null }) : this.putBack.apply(em, back);
    });
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
}
