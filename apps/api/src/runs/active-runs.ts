import { Injectable } from '@nestjs/common';
import type { Attempt } from '../database/entities/attempt.entity.js';
import type { AbortReason } from './abort-reason.js';

interface ActiveRun {
  stop: AbortController;
  /** Set once the claim is written. */
  claim?: { serverId: string; leaseUntil: number };
}

/** The attempts that this process works on. Entered before the claim is written, so that the reaper never takes one for stale. */
@Injectable()
export class ActiveRuns {
  private readonly runs = new Map<string, ActiveRun>();

  enter(attemptId: string): AbortController {
    const stop = new AbortController();
    this.runs.set(attemptId, { stop });
    return stop;
  }

  /** The claim is written, or taken over. */
  hold({ id, serverId, leaseUntil }: Pick<Attempt, 'id' | 'serverId' | 'leaseUntil'>): void {
    const run = this.runs.get(id);
    if (run !== undefined) run.claim = { serverId, leaseUntil };
  }

  has(attemptId: string): boolean {
    return this.runs.has(attemptId);
  }

  leave(attemptId: string): void {
    this.runs.delete(attemptId);
  }

  /** Attempts whose claim is written; `serverId`: those on one server. */
  held(serverId?: string): string[] {
    return [...this.runs].filter(([, { claim }]) => claim !== undefined && (serverId === undefined || claim.serverId === serverId)).map(([id]) => id);
  }

  renewed(attemptIds: Iterable<string>, leaseUntil: number): void {
    for (const id of attemptIds) {
      const claim = this.runs.get(id)?.claim;
      if (claim !== undefined) claim.leaseUntil = leaseUntil;
    }
  }

  /** Whether nobody can have taken the claim over yet, as far as this process's clock tells. */
  isSure(attemptId: string, nowMs: number): boolean {
    return (this.runs.get(attemptId)?.claim?.leaseUntil ?? 0) > nowMs;
  }

  /** Ends the work on an attempt here. */
  stop(attemptId: string, reason: AbortReason): void {
    this.runs.get(attemptId)?.stop.abort(reason);
  }
}
