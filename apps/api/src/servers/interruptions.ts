import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { ServerView } from '@gridscope/contract';
import { Bus } from '../bus/bus.js';
import { transactional } from '../database/transaction.js';
import { RefusedError } from '../http/refused.error.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellChanges } from '../plans/cell-changes.js';
import { PlanOutcomes } from '../plans/plan-outcomes.js';
import { ActivityRepository } from './activity.repository.js';
import { ServersService } from './servers.service.js';

/** Stops, by hand, what a server draws for us, and nobody else's. */
@Injectable()
export class Interruptions {
  constructor(
    private readonly em: EntityManager,
    private readonly servers: ServersService,
    private readonly repository: ActivityRepository,
    private readonly changes: CellChanges,
    private readonly outcomes: PlanOutcomes,
    private readonly bus: Bus,
    private readonly work: WorkSignal,
  ) {}

  /** The cells of it fail, and can be retried; whoever follows the run sees that nobody waits for it and stops it. Throws RefusedError where nothing of ours runs there. */
  async interrupt(serverId: string): Promise<ServerView> {
    const { client, record } = this.servers.known(serverId);
    const { running } = await client.queue();
    const ours = (await this.repository.active()).filter((attempt) => attempt.serverId === serverId && running.includes(attempt.promptId));
    if (ours.length === 0) throw new RefusedError(`${record.name} runs nothing of Gridscope's now${running.length === 0 ? '' : '; what it runs is somebody else\'s, and is left alone'}.`, { status: 409 });
    for (const { takeId } of ours) await this.fail(takeId, `Interrupted by hand on ${record.name}.`);
    this.bus.publish({ type: 'runs-unwanted' });
    return this.servers.view(serverId);
  }

  private async fail(takeId: string, reason: string): Promise<void> {
    const nowMs = Date.now();
    const changed = await transactional(this.em, async (em) => {
      const ended = await this.changes.apply(em, { takeId, from: ['waiting', 'queued', 'running'] }, { state: 'failed', reason, priority: 0 });
      for (const planId of ended.keys()) await this.outcomes.finish(em, planId, nowMs);
      return ended;
    });
    this.changes.tell(changed);
    for (const planId of changed.keys()) this.work.wake(planId);
  }
}
