import { Injectable } from '@nestjs/common';
import type { CellView } from '@gridscope/contract';
import { newId } from '../database/ids.js';
import { RefusedError } from '../http/refused.error.js';
import { CellChanges } from './cell-changes.js';
import { CellsRepository } from './cells.repository.js';
import { CellsService } from './cells.service.js';
import { PlanMoves } from './plan-moves.js';
import { PlansService } from './plans.service.js';

const insteadOfDrawing = {
  done: 'To draw it once more, choose "draw again".',
  failed: 'Retry it instead.',
  cancelled: 'Retry it instead.',
  skipped: 'Take its skipping back first, or change the skip rule.',
} as const;

/** What people ask of single cells by hand. */
@Injectable()
export class CellSteering {
  constructor(
    private readonly repository: CellsRepository,
    private readonly cells: CellsService,
    private readonly plans: PlansService,
    private readonly changes: CellChanges,
    private readonly moves: PlanMoves,
  ) {}

  /** Another take of a cell, drawn before others; what was drawn before is kept. */
  async drawAgain(cellId: string): Promise<CellView> {
    const cell = await this.cells.get(cellId);
    const { recipeKey } = cell;
    if (cell.state === 'skipped' || typeof recipeKey !== 'string') throw new RefusedError('A skipped cell is not drawn. Take its skipping back, change the skip rule, or make a new experiment from its neighbour.', { status: 409 });
    const plan = await this.plans.get(cell.planId);
    // A pause goes on for the others; what is asked for by hand is drawn all the same.
    await this.moves.steer(plan, ['done', 'cancelled'], async (em) => {
      const take = { id: newId(), cellId, recipeKey, number: (await this.repository.lastTakeNumber(em, cellId)) + 1, state: 'open' as const, createdAt: Date.now() };
      await this.repository.addTake(em, take);
      const changed = await this.changes.apply(em, { id: cellId, from: ['done', 'failed', 'cancelled'] }, { state: 'waiting', takeId: take.id, origin: null, leadImage: null, reason: null, priority: 1, notBefore: null });
      if (changed.size === 0) throw new RefusedError('This cell is being drawn already.', { status: 409 });
      return changed;
    });
    return this.cells.view(cellId);
  }

  /** A waiting cell goes before all others, in a pause too. One that a server has already is left as it is. */
  async drawNow(cellId: string): Promise<CellView> {
    const cell = await this.cells.get(cellId);
    if (cell.state === 'done' || cell.state === 'skipped' || cell.state === 'failed' || cell.state === 'cancelled') {
      throw new RefusedError(`This cell is ${cell.state} and does not wait to be drawn. ${insteadOfDrawing[cell.state]}`, { status: 409 });
    }
    await this.moves.steer(await this.plans.get(cell.planId), [], (em) => this.changes.apply(em, { id: cellId, from: ['waiting'] }, { priority: 1, notBefore: null }));
    return this.cells.view(cellId);
  }

  /** Another cell that waits for the same drawing still gets it. */
  async cancel(cellId: string): Promise<CellView> {
    const cell = await this.cells.get(cellId);
    if (cell.state === 'done' || cell.state === 'failed' || cell.state === 'skipped') throw new RefusedError(`This cell is ${cell.state} already: there is nothing to cancel.`, { status: 409 });
    await this.moves.withdraw(await this.plans.get(cell.planId), { id: cellId, from: ['waiting', 'queued', 'running'] }, { state: 'cancelled', reason: null, priority: 0 });
    return this.cells.view(cellId);
  }
}
