import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import { Config } from '../config/config.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { newId } from '../database/ids.js';
import { Installation } from '../database/installation.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { readParameters } from '../generators/cell-parameters.js';
import { CellChanges, type ChangedPlans } from '../plans/cell-changes.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ActiveRuns } from './active-runs.js';
import { AttemptsRepository, type ClaimableCell } from './attempts.repository.js';
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
      const claimed = await transactional(this.em, (em) => this.write(em, cellId, attemptId, server));
      if (claimed === undefined) return undefined;
      this.changes.tell(claimed.changed);
      run = claimed.cell.cellCount > 1 ? await this.runOf(claimed.attempt, stop) : await this.runOfOne(claimed, stop);
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

  /** The same where a single cell waits for it, which is read already. */
  private async runOfOne({ attempt, cell }: Claimed, stop: AbortController): Promise<ClaimedRun> {
    const revision = await this.revisions.get(cell.revisionId);
    const order = { revision, parameters: readParameters(cell.parameters), attemptId: attempt.id, promptId: attempt.promptId, serverId: attempt.serverId };
    return { attempt, order, stop, drawnFor: cell.drawnFor, cells: [{ id: cell.id, planId: cell.planId, index: cell.index }] };
  }

  private async write(em: EntityManager, cellId: string, attemptId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<Claimed | undefined> {
    const cell = await this.repository.claimable(em, cellId);
    if (cell?.state !== 'waiting' || !mayDraw(cell)) return undefined;
    const { takeId } = cell;
    const changed = await this.changes.apply(em, { takeId, from: ['waiting'] }, { state: 'queued', reason: null });
    if (changed.size === 0) return undefined;
    if (cell.takeState === 'failed') await this.repository.reopenTake(em, takeId);
    const number = Number(cell.lastNumber ?? 0) + 1;
    const nowMs = Date.now();
    const attempt: Attempt = {
      id: attemptId, takeId, cellId, number, serverId: server.id, serverName: server.name, promptId: promptIdOf(this.installation.id, takeId, number),
      state: 'queued', workerId, leaseUntil: nowMs + this.config.leaseMs, claimedAt: nowMs, holdsSeat: false,
    };
    await this.repository.add(em, attempt);
    return { attempt, cell, changed };
  }
}

interface Claimed {
  attempt: Attempt;
  cell: ClaimableCell;
  changed: ChangedPlans;
}

/** A pause keeps cells waiting, but for a picture that was asked for by hand. */
function mayDraw({ planState, priority }: ClaimableCell): boolean {
  return planState === 'running' || planState === 'writing' || (planState === 'paused' && priority > 0);
}
