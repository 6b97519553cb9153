import { Injectable } from '@nestjs/common';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { readParameters } from '../generators/cell-parameters.js';
import { AttemptsRepository } from './attempts.repository.js';
import type { Claimed } from './claim-writer.js';
import type { ClaimedRun } from './claimed-run.js';

/** Reads what an attempt is to draw, and for whom. */
@Injectable()
export class RunReader {
  constructor(
    private readonly repository: AttemptsRepository,
    private readonly revisions: RevisionsService,
  ) {}

  /** Undefined where nobody wants it any more. */
  async runOf(attempt: Attempt, stop: AbortController): Promise<ClaimedRun | undefined> {
    const cells = await this.repository.cellsOf(attempt.takeId);
    const take = await this.repository.findTake(attempt.takeId);
    const source = cells.find((cell) => cell.id === attempt.cellId) ?? cells[0];
    const plan = source === undefined ? null : await this.repository.findPlan(source.planId);
    if (source === undefined || plan === null || take === null) return undefined;
    const revision = await this.revisions.get(plan.revisionId);
    const order = { revision, parameters: readParameters(source.parameters), attemptId: attempt.id, promptId: attempt.promptId, serverId: attempt.serverId };
    return { attempt, requestId: plan.requestId ?? undefined, order, stop, drawnFor: take.cellId, cells: cells.map(({ id, planId, index }) => ({ id, planId, index })), notes: { isDrawing: false } };
  }

  /** The same where a single cell waits for it, which is read already. */
  async runOfOne({ attempt, cell }: Claimed, stop: AbortController): Promise<ClaimedRun> {
    const revision = await this.revisions.get(cell.revisionId);
    const order = { revision, parameters: readParameters(cell.parameters), attemptId: attempt.id, promptId: attempt.promptId, serverId: attempt.serverId };
    return { attempt, requestId: cell.requestId ?? undefined, order, stop, drawnFor: cell.drawnFor, cells: [{ id: cell.id, planId: cell.planId, index: cell.index }], notes: { isDrawing: false } };
  }
}
