import { Injectable } from '@nestjs/common';
import type { ExecutionView } from '@gridscope/contract';
import { EntityManager } from '@mikro-orm/knex';
import { z } from 'zod';
import { Setting } from '../database/entities/setting.entity.js';
import { lockWork } from '../database/lock-row.js';
import { transactional } from '../database/transaction.js';
import { PlanLists } from '../plans/plan-lists.js';
import { PlansService } from '../plans/plans.service.js';
import { PutBack } from '../plans/put-back.js';
import { ExecutionService } from './execution.service.js';

/** When everything was cancelled last: plans that were cancelled in that moment come back together. */
const lastCancel = 'execution-cancelled';
const stored = z.object({ atMs: z.int() });
/** Cancelled again within so long, as by a double click, is one cancelling: it is undone as one. */
const togetherMs = 5_000;

/** What is done to all plans at once. */
@Injectable()
export class ExecutionSweeps {
  constructor(
    private readonly em: EntityManager,
    private readonly lists: PlanLists,
    private readonly plans: PlansService,
    private readonly putBack: PutBack,
    private readonly execution: ExecutionService,
  ) {}

  /** With nothing under way it changes nothing, so what was cancelled before can still be brought back. */
  async cancel(): Promise<ExecutionView> {
    const open = await this.lists.unfinished();
    if (open.length === 0) return this.execution.changed();
    const atMs = await this.momentOf(Date.now());
    for (const plan of open) await this.plans.cancel(plan.id, atMs);
    return this.execution.changed();
  }

  /** What was started, retried or brought back since then stays as it is. */
  async undoCancel(): Promise<ExecutionView> {
    const atMs = await lastAtMs(this.em.fork());
    const plans = atMs === undefined ? [] : await this.lists.cancelledAt(atMs);
    for (const plan of plans) await this.putBack.undoCancel(plan.id);
    return this.execution.changed();
  }

  /** Of every experiment's newest plans. */
  async retryFailed(): Promise<ExecutionView> {
    for (const plan of await this.lists.newestWithFailures()) await this.putBack.retryOnlyFailed(plan);
    return this.execution.changed();
  }

  /** The moment that counts for what is cancelled now; several processes may be asked at once. */
  private momentOf(nowMs: number): Promise<number> {
    return transactional(this.em, async (em) => {
      await lockWork(em, 'cancel-everything');
      const lastMs = await lastAtMs(em);
      if (lastMs !== undefined && Math.abs(nowMs - lastMs) <= togetherMs) return lastMs;
      await em.upsert(Setting, { name: lastCancel, value: JSON.stringify({ atMs: nowMs }) });
      return nowMs;
    });
  }
}

async function lastAtMs(em: EntityManager): Promise<number | undefined> {
  const setting = await em.findOne(Setting, { name: lastCancel });
  return setting === null ? undefined : stored.parse(JSON.parse(setting.value)).atMs;
}
