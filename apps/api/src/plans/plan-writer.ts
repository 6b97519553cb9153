import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import { Cell } from '../database/entities/cell.entity.js';
import { Plan } from '../database/entities/plan.entity.js';
import { Take } from '../database/entities/take.entity.js';
import { newId } from '../database/ids.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellKeyer, type KeyedCell, type KeyedCells } from './cell-keyer.js';
import { PlanNews } from './plan-news.js';
import { PlanOutcomes } from './plan-outcomes.js';
import { PlansRepository } from './plans.repository.js';
import { StarsRepository } from './stars.repository.js';
import { TakesRepository } from './takes.repository.js';

const chunk = 500;

/** Puts a plan down as rows, a chunk a transaction. Killed in the middle, it goes on where the rows end. */
@Injectable()
export class PlanWriter {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: PlansRepository,
    private readonly takes: TakesRepository,
    private readonly stars: StarsRepository,
    private readonly keyer: CellKeyer,
    private readonly outcomes: PlanOutcomes,
    private readonly news: PlanNews,
    private readonly work: WorkSignal,
  ) {}

  /** Writes the next chunk; whether there is more to write. */
  async writeChunk(planId: string): Promise<boolean> {
    const plan = await this.repository.find(planId);
    if (plan === null) return false;
    const from = await this.repository.writtenCount(planId);
    if (from >= plan.cellCount) return this.finish(plan);
    const keyed = await this.keyer.key(plan, { from, to: Math.min(from + chunk, plan.cellCount) });
    const { cells } = keyed;
    const starred = await this.stars.indexes(plan, from, from + cells.length);
    await transactional(this.em, (em) => this.put(em, { plan, starred, ...keyed }));
    this.news.cellsChanged(planId, plan.sequence);
    this.work.wake(planId);
    return from + cells.length < plan.cellCount || this.finish(plan);
  }

  private async finish(plan: Plan): Promise<false> {
    await transactional(this.em, async (em) => {
      await this.repository.move(plan.id, ['writing'], { state: 'running' }, em);
      await this.outcomes.finish(em, plan.id, Date.now());
    });
    this.news.planChanged(plan.id);
    return false;
  }

  private async put(em: EntityManager, { plan, cells, reusable, starred, canShare }: Chunk): Promise<void> {
    const keys = cells.flatMap((cell) => (cell.recipeKey === undefined || reusable.has(cell.recipeKey) ? [] : [cell.recipeKey]));
    const open = canShare ? await this.takes.open(em, [...new Set(keys)]) : new Map<string, string>();
    const now = await em.findOneOrFail(Plan, { id: plan.id }, { disableIdentityMap: true });
    const newTakes: Take[] = [];
    const rows = cells.map((cell, place) => {
      const id = newId();
      const take = takeFor(cell, id, { reusable, open, newTakes, canShare });
      return cellRow(cell, { id, plan: now, sequence: now.sequence + place + 1, isStarred: starred.has(cell.planned.index), take });
    });
    if (newTakes.length > 0) await em.insertMany(Take, newTakes);
    await em.insertMany(Cell, rows);
    await em.nativeUpdate(Plan, { id: plan.id }, { sequence: now.sequence + rows.length });
  }
}

interface Chunk extends KeyedCells {
  plan: Plan;
  starred: ReadonlySet<number>;
}

type ChosenTake = { id: string; leadImage?: string | undefined; isDone: boolean } | undefined;

/** An earlier drawing, one that is on its way, or a new one that further cells of the same recipe wait for too. */
function takeFor(cell: KeyedCell, cellId: string, known: { reusable: Chunk['reusable']; open: Map<string, string>; newTakes: Take[]; canShare: boolean }): ChosenTake {
  const { recipeKey } = cell;
  if (recipeKey === undefined) return undefined;
  const done = known.reusable.get(recipeKey);
  if (done !== undefined) return { id: done.takeId, leadImage: done.leadImage, isDone: true };
  const shared = known.open.get(recipeKey);
  if (shared !== undefined) return { id: shared, isDone: false };
  const take: Take = { id: newId(), cellId, recipeKey, number: 1, state: 'open', createdAt: Date.now() };
  known.newTakes.push(take);
  if (known.canShare) known.open.set(recipeKey, take.id);
  return { id: take.id, isDone: false };
}

function cellRow({ planned, parameters, recipeKey }: KeyedCell, { id, plan, sequence, isStarred, take }: { id: string; plan: Plan; sequence: number; isStarred: boolean; take: ChosenTake }): Cell {
  const row = { id, planId: plan.id, index: planned.index, sequence, valueIds: JSON.stringify(planned.valueIds), parameters: JSON.stringify(parameters), isStarred, priority: plan.kind === 'base' ? 1 : 0 };
  if (take === undefined) return { ...row, state: 'skipped', reason: planned.skipReason ?? 'a skip rule' };
  if (take.isDone) return { ...row, state: 'done', origin: 'reused', recipeKey, takeId: take.id, leadImage: take.leadImage };
  return { ...row, state: plan.state === 'cancelled' ? 'cancelled' : 'waiting', recipeKey, takeId: take.id };
}
