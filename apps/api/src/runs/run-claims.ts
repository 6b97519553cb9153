import { Injectable } from '@nestjs/common';
import { newId } from '../database/ids.js';
import { CellChanges } from '../plans/cell-changes.js';
import type { ServerFacts } from '../servers/known-server.js';
import { ActiveRuns } from './active-runs.js';
import { ClaimWriter } from './claim-writer.js';
import type { ClaimedRun } from './claimed-run.js';
import { RunJournal } from './run-journal.js';
import { RunReader } from './run-reader.js';

/** Claims cells for this worker. Whoever loses the race gets nothing and goes on. */
@Injectable()
export class RunClaims {
  constructor(
    private readonly writer: ClaimWriter,
    private readonly reader: RunReader,
    private readonly changes: CellChanges,
    private readonly active: ActiveRuns,
    private readonly journal: RunJournal,
  ) {}

  /** Moves a waiting cell, and all that wait for the same take, on to a server. Undefined: it waits no more, its plan does not run, or the server has no seat for it. */
  async claim(cellId: string, server: Pick<ServerFacts, 'id' | 'name'>): Promise<ClaimedRun | undefined> {
    const attemptId = newId();
    const stop = this.active.enter(attemptId);
    let run: ClaimedRun | undefined;
    try {
      const claimed = await this.writer.write(cellId, attemptId, server);
      if (claimed === undefined) return undefined;
      this.active.hold(claimed.attempt);
      this.changes.tell(claimed.changed);
      run = Number(claimed.cell.cellCount) > 1 ? await this.reader.runOf(claimed.attempt, stop) : await this.reader.runOfOne(claimed, stop);
      if (run !== undefined) this.journal.claimed(run);
      return run;
    } finally {
      if (run === undefined) this.active.leave(attemptId);
    }
  }
}
