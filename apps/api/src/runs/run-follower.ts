import { Injectable } from '@nestjs/common';
import type { RunLostError } from './abort-reason.js';
import { ActiveRuns } from './active-runs.js';
import type { ClaimedRun } from './claimed-run.js';
import { RunCollection } from './run-collection.js';
import { RunDrawing, type Whereabouts } from './run-drawing.js';
import { type RunEnd, RunEndings } from './run-endings.js';
import { RunJournal } from './run-journal.js';
import { Seats } from './seats.js';

export interface FollowOptions {
  /** Raised when the program stops: everything is left so that another process goes on. */
  signal: AbortSignal;
  /** Where an earlier process's prompt was found; left out: it is to be sent. */
  adopted?: Whereabouts;
}

/** Brings a claimed run to its end, whatever that is. Killed at any line, another process goes on. */
@Injectable()
export class RunFollower {
  constructor(
    private readonly drawing: RunDrawing,
    private readonly collection: RunCollection,
    private readonly endings: RunEndings,
    private readonly active: ActiveRuns,
    private readonly seats: Seats,
    private readonly journal: RunJournal,
  ) {}

  /** What goes wrong with the run becomes its end; throws only what writing that down throws. */
  async follow(run: ClaimedRun, options: FollowOptions): Promise<RunEnd> {
    if (options.adopted !== undefined) this.journal.adopted(run);
    const seat = this.seats.returning(run.attempt);
    try {
      return await this.toItsEnd(run, options, () => seat.note());
    } finally {
      this.active.leave(run.attempt.id);
      this.drawing.over(run);
      await seat.settle();
    }
  }

  /** Ends a claimed run that there is nothing to follow of. */
  giveUp(run: ClaimedRun, error: RunLostError): Promise<RunEnd> {
    return this.endings.end(run, error, { isStopping: false });
  }

  private async toItsEnd(run: ClaimedRun, { signal, adopted }: FollowOptions, returnSeat: () => void): Promise<RunEnd> {
    // By hand: AbortSignal.any on a signal that lives as long as the program leaks in Node 20.
    const stopping = () => run.stop.abort(signal.reason);
    signal.addEventListener('abort', stopping, { once: true });
    try {
      signal.throwIfAborted();
      const drawn = await this.drawing.draw(run, run.stop.signal, adopted);
      run.notes.isDrawing = false;
      returnSeat();
      await this.collection.collect(run, drawn, run.stop.signal);
      return 'ended';
    } catch (error) {
      return await this.endings.end(run, error, { isStopping: signal.aborted });
    } finally {
      signal.removeEventListener('abort', stopping);
    }
  }
}
