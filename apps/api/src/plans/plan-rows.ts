import { Injectable } from '@nestjs/common';
import type { EntityManager } from '@mikro-orm/knex';
import { isOnLine } from '../database/cell-choice.js';
import { readLines } from '../database/cell-lines.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Plan } from '../database/entities/plan.entity.js';
import { Take } from '../database/entities/take.entity.js';
import { newId } from '../database/ids.js';
import { lockRow } from '../database/lock-row.js';
import { cancelMark } from './cancel-mark.js';
import { CellChanges } from './cell-changes.js';
import type { KeyedCell, KeyedCells } from './cell-keyer.js';
import { PlansRepository } from './plans.repository.js';
import { skippable, skippedByHand } from './skipped-by-hand.js';
import { type OpenTake, TakesRepository } from './takes.repository.js';

/** A stretch of a plan that is ready to be put down. */
export interface PlanChunk extends KeyedCells {
  planId: string;
  /** How many rows are there before it. */
  from: number;
  /** Recipes that are starred. */
  starred: ReadonlySet<string>;
}

/** Makes rows of a stretch of a plan, with the takes that its cells wait for. */
@Injectable()
export class PlanRows {
  constructor(
    private readonly takes: TakesRepository,
    private readonly repository: PlansRepository,
    private readonly changes: CellChanges,
  ) {}

  /** False, and nothing is put down, where a take was finished since the stretch was keyed: its drawing may stand for a cell. */
  async put(em: EntityManager, { planId, from, cells, reusable, doneCount, starred, canShare }: PlanChunk): Promise<boolean> {
    const keys = [...new Set(cells.flatMap((cell) => cell.recipeKey ?? []))];
    const open = canShare ? await this.takes.open(em, keys.filter((key) => !reusable.has(key))) : new Map<string, OpenTake>();
    // Asked after the open ones are held: one that is being finished is waited for, and then counts.
    if (canShare && (await this.takes.doneCount(keys, em)) !== doneCount) return false;
    await lockRow(em, 'plan', planId);
    // Two jobs may be at it, where one of them was thought to be dead: the second sees what the first has written.
    if ((await this.repository.writtenCount(planId, em)) !== from) return true;
    const now = await em.findOneOrFail(Plan, { id: planId }, { disableIdentityMap: true });
    const newTakes: Take[] = [];
    const rows = cells.map((cell, place) => {
      const id = newId();
      const take = takeFor(cell, id, { reusable, open, newTakes, canShare });
      return cellRow(cell, { id, plan: now, sequence: now.sequence + place + 1, isStarred: cell.recipeKey !== undefined && starred.has(cell.recipeKey), take });
    });
    if (newTakes.length > 0) await em.insertMany(Take, newTakes);
    await em.insertMany(Cell, rows);
    await em.nativeUpdate(Plan, { id: planId }, { sequence: now.sequence + rows.length });
    await this.leaveOut(em, now, rows);
    return true;
  }

  /** What people left out before its rows were there. */
  private async leaveOut(em: EntityManager, plan: Plan, rows: readonly Cell[]): Promise<void> {
    const lines = readLines(plan.handSkips);
    const ids = rows.filter(({ index }) => lines.some((line) => isOnLine(index, line))).map((row) => row.id);
    if (ids.length === 0) return;
    const changed = await this.changes.apply(em, { planId: plan.id, ids, from: skippable }, skippedByHand);
    for (const [planId, before] of changed) await this.repository.handTakesOver(em, planId, before);
  }
}

type ChosenTake = OpenTake | { id: string; state: 'done'; leadImage?: string | undefined } | undefined;

/** An earlier drawing, one that is on its way, or a new one that further cells of the same recipe wait for too. */
function takeFor(cell: KeyedCell, cellId: string, known: { reusable: PlanChunk['reusable']; open: Map<string, OpenTake>; newTakes: Take[]; canShare: boolean }): ChosenTake {
  const { recipeKey } = cell;
  if (recipeKey === undefined) return undefined;
  const done = known.reusable.get(recipeKey);
  if (done !== undefined) return { id: done.takeId, leadImage: done.leadImage, state: 'done' };
  const shared = known.open.get(recipeKey);
  if (shared !== undefined) return shared;
  const take: Take = { id: newId(), cellId, recipeKey, number: 1, state: 'open', createdAt: Date.now() };
  known.newTakes.push(take);
  const open: OpenTake = { id: take.id, state: 'waiting' };
  if (known.canShare) known.open.set(recipeKey, open);
  return open;
}

function cellRow({ planned, parameters, recipeKey }: KeyedCell, { id, plan, sequence, isStarred, take }: { id: string; plan: Plan; sequence: number; isStarred: boolean; take: ChosenTake }): Cell {
  const row = { id, planId: plan.id, index: planned.index, sequence, valueIds: JSON.stringify(planned.valueIds), parameters: JSON.stringify(parameters), isStarred, priority: plan.kind === 'base' ? 1 : 0 };
  if (take === undefined) return { ...row, state: 'skipped', reason: planned.skipReason ?? 'a skip rule' };
  if (take.state === 'done') return { ...row, state: 'done', origin: 'reused', recipeKey, takeId: take.id, leadImage: take.leadImage };
  const open = { ...row, recipeKey, takeId: take.id };
  return plan.state === 'cancelled' ? { ...open, state: 'cancelled', reason: cancelMark(plan.finishedAt ?? 0) } : { ...open, state: take.state };
}
