/** Nobody wants the run any more; what is to be said of it is written already. */
export class RunStoppedError extends Error {
  constructor() {
    super('the run was stopped by hand');
    this.name = 'RunStoppedError';
  }
}

export type AbortReason = RunStoppedError;
