import { Injectable } from '@nestjs/common';
import type { ExecutionView } from '@gridscope/contract';
import { EntityManager } from '@mikro-orm/knex';
import { z } from 'zod';
import { Setting } from '../database/entities/setting.entity.js';
import { PlanLists } from '../plans/plan-lists.js';
import { PlansService } from '../plans/plans.service.js';
import { PutBack } from '../plans/put-back.js';
import { ExecutionService } from './execution.service.js';

/** When everything was cancelled last: plans that were cancelled in that moment come back together. */
const lastCancel = 'execution-cancelled';
const stored = z.object({ atMs: z.int() });

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
    const atMs = Date.now();
    if (open.length > 0) await this.em.fork().upsert(Setting, { name: lastCancel, value: JSON.stringify({ atMs }) });
    for (const plan of open) await this.plans.cancel(plan.id, atMs);
    return this.execution.changed();
  }

  /** What was started, retried or brought back since then stays as it is. */
  async undoCancel(): Promise<ExecutionView> {
    const setting = await this.em.fork().findOne(Setting, { name: lastCancel });
    const plans = setting === null ? [] : await this.lists.cancelledAt(stored.parse(JSON.parse(setting.value)).atMs);
    for (const plan of plans) await this.putBack.undoCancel(plan.id);
    return this.execution.changed();
  }

  /** Of every experiment's newest plans. */
  async retryFailed(): Promise<ExecutionView> {
    for (const plan of await this.lists.newestWithFailures()) await this.putBack.retryOnlyFailed(plan);
    return this.execution.changed();
  }
}
