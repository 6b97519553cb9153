import type { AttemptFailure } from '../database/entities/attempt.entity.js';

/** Nobody wants the run any more; what is to be said of it is written already. */
export class RunStoppedError extends Error {
  constructor() {
    super('the run was stopped by hand');
    this.name = 'RunStoppedError';
  }
}

/** Another worker has taken the attempt over, or ended it: whatever this one still has of it counts for nothing. */
export class ClaimLostError extends Error {
  constructor() {
    super('the claim on the run was lost');
    this.name = 'ClaimLostError';
  }
}

/** The run came to nothing through no error of a server's; it is drawn again. */
export class RunLostError extends Error {
  constructor(
    readonly failure: AttemptFailure,
    message: string,
  ) {
    super(message);
    this.name = 'RunLostError';
  }
}

/** Why a run is ended from outside. */
export type AbortReason = RunStoppedError | ClaimLostError | RunLostError;
