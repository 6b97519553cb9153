import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import type { Cell } from '../database/entities/cell.entity.js';
import type { Plan } from '../database/entities/plan.entity.js';
import { newId } from '../database/ids.js';
import { Installation } from '../database/installation.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { readParameters } from '../generators/cell-parameters.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import { promptIdOf } from './prompt-id.js';
import { workerId } from './worker-id.js';

/** Claims cells for this worker. Whoever loses the race gets nothing and goes on. */
@Injectable()
export class RunClaims {
  constructor(
    private readonly em: EntityManager,
    private readonly config: Config,
    private readonly installation: Installation,
    private readonly repository: AttemptsRepository,
    private readonly revisions: RevisionsService,
    private readonly changes: CellChanges,
    private readonly active: ActiveRuns,
  ) {}

  /** Moves a waiting cell, and all that wait for the same take, on to a server. Undefined: it waits no more, or its plan does not run. */
  async claim(cellId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<ClaimedRun | undefined> {
    const attemptId = newId();
    const stop = this.active.enter(attemptId);
    let run: ClaimedRun | undefined;
    try {
      const claimed = await this.em.fork().transactional((em) => this.write(em, cellId, attemptId, server));
      if (claimed === undefined) return undefined;
      this.changes.tell(claimed.changed);
      run = await this.runOf(claimed.attempt, stop);
      return run;
    } finally {
      if (run === undefined) this.active.leave(attemptId);
    }
  }

  /** What an attempt draws, read again; undefined where nobody wants it any more. */
  async runOf(attempt: Attempt, stop: AbortController): Promise<ClaimedRun | undefined> {
    const cells = await this.repository.cellsOf(attempt.takeId);
    const take = await this.repository.findTake(attempt.takeId);
    const source = cells.find((cell) => cell.id === attempt.cellId) ?? cells[0];
    const plan = source === undefined ? null : await this.repository.findPlan(source.planId);
    if (source === undefined || plan === null || take === null) return undefined;
    const revision = await this.revisions.get(plan.revisionId);
    const order = { revision, parameters: readParameters(source.parameters), attemptId: attempt.id, promptId: attempt.promptId, serverId: attempt.serverId };
    return { attempt, order, stop, drawnFor: take.cellId, cells: cells.map(({ id, planId, index }) => ({ id, planId, index })) };
  }

  private async write(em: EntityManager, cellId: string, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<{ attempt: Attempt; changed: ChangedPlans } | undefined> {
    const cell = await this.repository.findCell(cellId, em);
    const takeId = cell?.takeId;
    if (cell?.state !== 'waiting' || typeof takeId !== 'string') return undefined;
    const plan = await this.repository.findPlan(cell.planId, em);
    if (plan === null || !mayDraw(plan, cell)) return undefined;
    const changed = await this.changes.apply(em, { takeId, from: ['waiting'] }, { state: 'queued', reason: null });
    if (changed.size === 0) return undefined;
    await this.repository.reopenTake(em, takeId);
    const number = (await this.repository.lastNumber(em, takeId)) + 1;
    const nowMs = Date.now();
    const attempt: Attempt = {
      id: attemptId, takeId, cellId, number, serverId: server.id, serverName: server.name, promptId: promptIdOf(this.installation.id, takeId, number),
      state: 'queued', workerId, leaseUntil: nowMs + this.config.leaseMs, claimedAt: nowMs,
    };
    await this.repository.add(em, attempt);
    return { attempt, changed };
  }
}

/** A pause keeps cells waiting, but for a picture that was asked for by hand. */
function mayDraw(plan: Plan, cell: Cell): boolean {
  return plan.state === 'running' || plan.state === 'writing' || (plan.state === 'paused' && cell.priority > 0);
}
