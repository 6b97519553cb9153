import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { lockWork } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';
import { CellKeyer } from './cell-keyer.js';
import { PlanNotices } from './plan-notices.js';
import { PlanRows } from './plan-rows.js';
import { PlansRepository } from './plans.repository.js';
import { StarsRepository } from './stars.repository.js';

/** Drawing begins with the first rows; the others come in stretches that do not hold the database for long. */
const firstChunk = 32;
const chunk = 250;

/** Puts a plan down as rows, a chunk a transaction. Killed in the middle, it goes on where the rows end. */
@Injectable()
export class PlanWriter {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: PlansRepository,
    private readonly stars: StarsRepository,
    private readonly keyer: CellKeyer,
    private readonly rows: PlanRows,
    private readonly notices: PlanNotices,
  ) {}

  /** Writes the next chunk; whether there is more to write. */
  async writeChunk(planId: string): Promise<boolean> {
    const plan = await this.repository.find(planId);
    if (plan === null) return false;
    const from = await this.repository.writtenCount(planId);
    if (from >= plan.cellCount) return false;
    const to = Math.min(from + (from === 0 ? firstChunk : chunk), plan.cellCount);
    const keyed = await this.keyer.key(plan, { from, to });
    const starred = await this.stars.starred(plan, keyed.cells.flatMap((cell) => cell.recipeKey ?? []));
    const isPutDown = await transactional(this.em, async (em) => {
      // Plans that overlap would not see each other's new takes, and draw the same twice.
      await lockWork(em, 'write-plan');
      return this.rows.put(em, { planId, from, starred, ...keyed });
    });
    if (!isPutDown) return true;
    this.notices.written(planId, plan.sequence);
    return to < plan.cellCount;
  }

  /** All rows are there: from now on the plan can be done. */
  async finish(planId: string): Promise<void> {
    await transactional(this.em, async (em) => {
      await this.repository.move(planId, ['writing'], { state: 'running' }, em);
      await this.repository.finish(em, planId, Date.now());
    });
    this.notices.steered(planId);
  }
}
