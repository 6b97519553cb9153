import { Injectable } from '@nestjs/common';
import type { AbortReason } from './run-stopped.error.js';

/** The attempts that this process works on. Entered before the claim is written, so that the reaper never takes one for stale. */
@Injectable()
export class ActiveRuns {
  private readonly stops = new Map<string, AbortController>();

  enter(attemptId: string): AbortController {
    const stop = new AbortController();
    this.stops.set(attemptId, stop);
    return stop;
  }

  has(attemptId: string): boolean {
    return this.stops.has(attemptId);
  }

  leave(attemptId: string): void {
    this.stops.delete(attemptId);
  }

  /** Ends the work on an attempt here; its row says by then why. */
  stop(attemptId: string, reason: AbortReason): void {
    this.stops.get(attemptId)?.abort(reason);
  }
}
