import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import type { CellView, PlanView } from '@gridscope/contract';
import type { Plan } from '../database/entities/plan.entity.js';
import { RefusedError } from '../http/refused.error.js';
import { cancelMark } from './cancel-mark.js';
import { type CellChange, CellChanges, type ChangedPlans } from './cell-changes.js';
import { type CellChoice, conditionOf } from '../database/cell-choice.js';
import { lockTakes } from '../database/lock-row.js';
import { CellsRepository } from './cells.repository.js';
import { CellsService } from './cells.service.js';
import { PlanMoves } from './plan-moves.js';
import { PlansService } from './plans.service.js';
import { TakesRepository } from './takes.repository.js';

/** Gives cells that failed, were cancelled or skipped back to those that wait. */
@Injectable()
export class PutBack {
  constructor(
    private readonly repository: CellsRepository,
    private readonly takes: TakesRepository,
    private readonly cells: CellsService,
    private readonly plans: PlansService,
    private readonly changes: CellChanges,
    private readonly moves: PlanMoves,
  ) {}

  /** One failed or cancelled cell, before all others; a pause goes on for those. */
  async retry(cellId: string): Promise<CellView> {
    const cell = await this.cells.get(cellId);
    if (cell.state === 'done' || cell.state === 'skipped') throw new RefusedError(`This cell is ${cell.state}; only a failed or cancelled one can be put back. To draw it once more, choose "draw again".`, { status: 409 });
    const plan = await this.plans.get(cell.planId);
    await this.moves.steer(plan, ['done', 'cancelled'], (em) => this.apply(em, { id: cellId, from: ['failed', 'cancelled'] }, { priority: 1 }));
    return this.cells.view(cellId);
  }

  /** All failed and cancelled cells of a plan. */
  async retryFailed(planId: string): Promise<PlanView> {
    const plan = await this.plans.get(planId);
    await this.moves.steer(plan, ['done', 'cancelled', 'paused'], (em) => this.apply(em, { planId, from: ['failed', 'cancelled'] }));
    return this.plans.view(planId);
  }

  /** The failed cells of a plan. Where the program paused it for its failures, it goes on; where a person did, it rests. */
  async retryOnlyFailed(plan: Plan): Promise<void> {
    const isPausedForThem = typeof plan.pauseReason === 'string';
    await this.moves.steer(plan, isPausedForThem ? ['done', 'paused'] : ['done'], (em) => this.apply(em, { planId: plan.id, from: ['failed'] }));
  }

  /** Exactly what cancelling the plan cancelled; a plan that was paused then is paused again. */
  async undoCancel(planId: string): Promise<PlanView> {
    const plan = await this.plans.get(planId);
    if (plan.state !== 'cancelled' || typeof plan.finishedAt !== 'number') return this.plans.view(planId);
    const choice: CellChoice = { planId, from: ['cancelled'], reason: cancelMark(plan.finishedAt) };
    const { pauseReason } = plan;
    await this.moves.steer(plan, ['cancelled'], async (em) => {
      await lockTakes(em, conditionOf(choice));
      if (typeof pauseReason === 'string') await this.moves.pauseAgain(em, planId, pauseReason === '' ? null : pauseReason);
      return this.apply(em, choice);
    });
    return this.plans.view(planId);
  }

  /** Chosen cells wait again; those whose drawing another cell got in the meantime are done, and those that a server draws for another cell go along. */
  async apply(em: EntityManager, choice: CellChoice, change: CellChange = {}): Promise<ChangedPlans> {
    const joined: ChangedPlans[] = [];
    const finished = await this.repository.finishedMeanwhile(em, choice);
    await this.repository.reopenTakes(em, choice);
    for (const { id, takeId } of finished) {
      const lead = (await this.takes.leads([takeId], em)).get(takeId) ?? null;
      joined.push(await this.changes.apply(em, { id }, { state: 'done', origin: 'reused', leadImage: lead, reason: null, priority: 0 }));
    }
    for (const { id, state } of await this.repository.underWay(em, choice)) joined.push(await this.changes.apply(em, { id }, { state, reason: null }));
    const waiting = await this.changes.apply(em, choice, { state: 'waiting', reason: null, notBefore: null, ...change });
    // Of several changes the first one's sequence counts: the later entry wins.
    return new Map([...waiting, ...joined.reverse().flatMap((plans) => [...plans])]);
  }
}
