import { Injectable, Logger } from '@nestjs/common';
import { workflowText } from '@gridscope/comfy';
import { ClientClosedError, ComfyError, RunFailedError } from '@gridscope/comfy/client';
import type { AttemptFailure } from '../database/entities/attempt.entity.js';
import { isDatabaseAway } from '../database/is-database-away.js';
import { ServersService } from '../servers/servers.service.js';
import { ClaimLostError } from './abort-reason.js';
import { AbleServers } from './able-servers.js';
import type { AttemptEnd } from './attempts.repository.js';
import type { ClaimedRun } from './claimed-run.js';
import { type FailureContext, judgeFailure, type Verdict } from './judge-failure.js';
import { PromptCare } from './prompt-care.js';
import { RunHistory } from './run-history.js';
import { RunJournal } from './run-journal.js';
import { RunRecords } from './run-records.js';
import { RunReturns } from './run-returns.js';

/** Kinds of failure after which the server has nothing of the prompt but its history. */
const overOnServer: readonly AttemptFailure[] = ['failed', 'refused', 'contradiction', 'out-of-memory', 'disk-full'];

/** How the work on a run ended. `unknown`: what became of it is to be found out at once. `left`: it is as it was, and a later round of recovery goes on with what its server has of it. */
export type RunEnd = 'ended' | 'unknown' | 'left';

/** Brings a run to its end that did not come out. */
@Injectable()
export class RunEndings {
  private readonly logger = new Logger('runs');

  constructor(
    private readonly history: RunHistory,
    private readonly able: AbleServers,
    private readonly records: RunRecords,
    private readonly returns: RunReturns,
    private readonly servers: ServersService,
    private readonly care: PromptCare,
    private readonly journal: RunJournal,
  ) {}

  /** `unknown` where our own end of the connection was closed, for its server was changed or removed; `left` where the database was away: that is no fault of the cell's. */
  async end(run: ClaimedRun, error: unknown, { isStopping }: { isStopping: boolean }): Promise<RunEnd> {
    const cause: unknown = run.stop.signal.aborted ? run.stop.signal.reason : error;
    if (isStopping) return 'ended';
    if (cause instanceof ClientClosedError) return 'unknown';
    // A server's words may be those of a database.
    if (!(cause instanceof ComfyError) && isDatabaseAway(cause)) return this.left(run, cause);
    const verdict = judgeFailure(cause, await this.contextOf(run));
    if (verdict.next !== 'nothing') this.tellServers(run, cause, verdict);
    if (!(await this.write(run, cause, verdict))) this.care.dropUnlessAdopted(run.attempt);
    return 'ended';
  }

  private left({ attempt }: ClaimedRun, cause: unknown): RunEnd {
    this.logger.warn({ message: 'the database was away; the attempt is gone on with when it is back', attemptId: attempt.id, error: String(cause) });
    return 'left';
  }

  private async contextOf(run: ClaimedRun): Promise<FailureContext> {
    return {
      isPaid: run.order.revision.resolved.paidNodes.length > 0,
      isDrawing: run.notes.isDrawing,
      server: this.able.own(run.order, run.attempt.serverName),
      others: this.able.others(run.order),
      lost: await this.history.lost(run.attempt.takeId),
      random: Math.random(),
    };
  }

  private tellServers(run: ClaimedRun, cause: unknown, { failure }: Exclude<Verdict, { next: 'nothing' }>): void {
    if (cause instanceof ComfyError && (failure === 'connection' || failure === 'server-gone')) this.servers.noteTrouble(run.order.serverId, cause);
  }

  /** False: the claim was lost, and nothing is written. */
  private async write(run: ClaimedRun, cause: unknown, verdict: Verdict): Promise<boolean> {
    if (verdict.next === 'nothing') return !(cause instanceof ClaimLostError);
    if (verdict.next === 'fail' && verdict.isFault === true) this.logger.error(cause);
    const mayBeThere = !overOnServer.includes(verdict.failure);
    if (!(await this.writeEnd(run, verdict, { ...this.known(run, cause, verdict), keepsSeat: mayBeThere }))) return false;
    this.journal.failed(run, verdict);
    if (mayBeThere) this.care.drop(run.attempt);
    else this.care.forget(run.order);
    return true;
  }

  private writeEnd(run: ClaimedRun, verdict: Exclude<Verdict, { next: 'nothing' }>, end: Partial<AttemptEnd>): Promise<boolean> {
    switch (verdict.next) {
      case 'again':
        return this.returns.lost(run, verdict.reason, verdict.restMs, end);
      case 'pause':
        return this.returns.paused(run, verdict.reason, end);
      case 'fail':
        return this.records.failed(run, verdict.reason, end);
    }
  }

  /** What the attempt's row can say of its origin although no picture came of it. */
  private known({ notes: { prepared } }: ClaimedRun, cause: unknown, { failure }: Exclude<Verdict, { next: 'nothing' }>): Partial<AttemptEnd> {
    return {
      failure,
      ...(prepared === undefined ? {} : { facts: JSON.stringify(prepared.facts), modelKey: prepared.modelKey }),
      ...(cause instanceof RunFailedError ? { executedWorkflow: workflowText(cause.run.executedPrompt) } : {}),
    };
  }
}
