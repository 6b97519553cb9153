import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { CellView, PlanView } from '@gridscope/contract';
import type { z } from 'zod';
import type { cellList } from '@gridscope/contract';
import type { Cell } from '../database/entities/cell.entity.js';
import { newId } from '../database/ids.js';
import { notFound, RefusedError } from '../http/refused.error.js';
import { CellChanges, type ChangedPlans } from './cell-changes.js';
import { CellsRepository } from './cells.repository.js';
import { CellViews } from './cell-views.js';
import { PlansService } from './plans.service.js';
import { TakesRepository } from './takes.repository.js';

/** What people do with single cells, and with those of a plan that did not come out. */
@Injectable()
export class CellsService {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: CellsRepository,
    private readonly takes: TakesRepository,
    private readonly plans: PlansService,
    private readonly changes: CellChanges,
    private readonly views: CellViews,
  ) {}

  /** Throws RefusedError (404). */
  async get(cellId: string): Promise<Cell> {
    const cell = await this.repository.find(cellId);
    if (cell === null) throw notFound('cell', cellId);
    return cell;
  }

  async list(planId: string, { after, limit }: { after: number; limit: number }): Promise<z.output<typeof cellList>> {
    const { sequence } = await this.plans.get(planId);
    const items = await this.views.after(planId, after, limit);
    const last = items.at(-1)?.sequence;
    return { items, sequence, ...(items.length === limit && last !== undefined ? { next: last } : {}) };
  }

  async view(cellId: string): Promise<CellView> {
    const view = await this.views.one(cellId);
    if (view === undefined) throw notFound('cell', cellId);
    return view;
  }

  async star(cellId: string, isStarred: boolean): Promise<CellView> {
    await this.get(cellId);
    this.changes.tell(await transactional(this.em, (em) => this.changes.apply(em, { id: cellId }, { isStarred })));
    return this.view(cellId);
  }

  /** Puts one failed or cancelled cell back. */
  async retry(cellId: string): Promise<CellView> {
    const cell = await this.get(cellId);
    if (cell.state !== 'failed' && cell.state !== 'cancelled') throw new RefusedError(`This cell is ${cell.state}; only a failed or cancelled one can be put back. To draw it once more, choose "draw again".`, { status: 409 });
    await this.putBack(cell.planId, { id: cellId });
    return this.view(cellId);
  }

  /** Puts all failed and cancelled cells of a plan back. */
  async retryFailed(planId: string): Promise<PlanView> {
    await this.putBack(planId, { planId });
    return this.plans.view(planId);
  }

  /** Another take of a cell, drawn before others; what was drawn before is kept. */
  async drawAgain(cellId: string): Promise<CellView> {
    const cell = await this.get(cellId);
    const { recipeKey } = cell;
    if (cell.state === 'skipped' || typeof recipeKey !== 'string') throw new RefusedError('A skipped cell is not drawn. Change the skip rule, or make a new experiment from its neighbour.', { status: 409 });
    const plan = await this.plans.get(cell.planId);
    const changed = await transactional(this.em, async (em) => {
      const take = { id: newId(), cellId, recipeKey, number: (await this.repository.lastTakeNumber(em, cellId)) + 1, state: 'open' as const, createdAt: Date.now() };
      await this.repository.addTake(em, take);
      const cells = await this.changes.apply(em, { id: cellId, from: ['done', 'failed', 'cancelled'] }, { state: 'waiting', takeId: take.id, origin: null, leadImage: null, reason: null, priority: 1 });
      if (cells.size === 0) throw new RefusedError('This cell is being drawn already.', { status: 409 });
      // A pause goes on for the others; what is asked for by hand is drawn all the same.
      await this.plans.goOn(plan, ['done', 'cancelled'], em);
      return cells;
    });
    await this.told(plan.id, changed);
    return this.view(cellId);
  }

  private async putBack(planId: string, choice: { id: string } | { planId: string }): Promise<void> {
    const plan = await this.plans.get(planId);
    const changed = await transactional(this.em, async (em) => {
      const finished: ChangedPlans[] = [];
      for (const { id, takeId } of await this.repository.finishedMeanwhile(em, choice)) {
        const lead = (await this.takes.leads([takeId], em)).get(takeId) ?? null;
        finished.push(await this.changes.apply(em, { id }, { state: 'done', origin: 'reused', leadImage: lead, reason: null }));
      }
      await this.repository.reopenTakes(em, choice);
      const waiting = await this.changes.apply(em, { ...choice, from: ['failed', 'cancelled'] }, { state: 'waiting', reason: null });
      await this.plans.goOn(plan, ['done', 'cancelled', 'paused'], em);
      // Of several changes the first one's sequence counts: the later entry wins.
      return new Map([...waiting, ...finished.reverse().flatMap((plans) => [...plans])]);
    });
    await this.told(planId, changed);
  }

  private async told(planId: string, changed: ChangedPlans): Promise<void> {
    this.changes.tell(changed);
    await this.plans.moved(planId);
  }
}
