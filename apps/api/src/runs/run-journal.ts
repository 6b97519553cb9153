import { Injectable, Logger } from '@nestjs/common';
import { Meters, type PhasesMs } from '../health/meters.js';
import type { ClaimedRun } from './claimed-run.js';
import type { Verdict } from './judge-failure.js';

/** Says what becomes of runs: a line in the log with every id, from the request that started the plan to the prompt, and a mark on the meters. */
@Injectable()
export class RunJournal {
  private readonly logger = new Logger('runs');

  constructor(private readonly meters: Meters) {}

  claimed(run: ClaimedRun): void {
    this.logger.log({ message: 'cell claimed', ...idsOf(run) });
  }

  /** An earlier worker's run is gone on with. */
  adopted(run: ClaimedRun): void {
    this.logger.log({ message: 'attempt adopted', ...idsOf(run) });
  }

  done(run: ClaimedRun, times: PhasesMs): void {
    this.meters.drawn(run.attempt.serverName, times);
    this.logger.log({ message: 'cell drawn', ...idsOf(run), ...times });
  }

  failed(run: ClaimedRun, { next, failure, reason }: Exclude<Verdict, { next: 'nothing' }>): void {
    this.meters.failed(run.attempt.serverName, failure, next);
    this.logger.log({ message: 'attempt failed', ...idsOf(run), failure, next, reason });
  }
}

function idsOf({ attempt, requestId, cells, drawnFor }: ClaimedRun): object {
  const planId = cells.find((cell) => cell.id === attempt.cellId)?.planId ?? cells[0]?.planId;
  return { requestId, planId, cellId: attempt.cellId, drawnFor, attemptId: attempt.id, number: attempt.number, serverId: attempt.serverId, server: attempt.serverName, promptId: attempt.promptId };
}
