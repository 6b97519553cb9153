export type LockMode = 'exclusive' | 'shared';

/** Something that is held until `release`, or until the process ends, however it ends. */
export interface Lock {
  /** Aborts where the hold was lost without us, e.g. because the database server went away. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/** Where processes find out which of them may do something. */
export interface Locks {
  /** Undefined: somebody else holds it. */
  tryLock(name: string, mode: LockMode): Promise<Lock | undefined>;
}
