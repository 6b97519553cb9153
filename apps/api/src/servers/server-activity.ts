import type { Breaker } from './breaker.js';
import type { LearnedSpeed } from './learned-speed.js';

/** The cell that a server is at, or has next. */
export interface ServerWork {
  promptId: string;
  planId: string;
  cellId: string;
  index: number;
  experimentName: string;
  label: string;
}

/** What the database says of a server: the same in every process. */
export interface ServerActivity extends LearnedSpeed {
  seatsTaken: number;
  /** Prompts that are ours: under way, or ended of late. */
  ourPromptIds: ReadonlySet<string>;
  breaker: Breaker;
  /** It was found to take prompts and run none. */
  stuck?: { sinceMs: number; reason: string };
  work?: ServerWork;
  /** Model files of the last cell drawn there, `folder/name`. */
  modelsLoaded: readonly string[];
  /** In the last hour. */
  failureCount: number;
}

/** Of one that has done nothing yet. */
export const idleActivity: ServerActivity = { seatsTaken: 0, ourPromptIds: new Set(), breaker: { state: 'closed' }, modelsLoaded: [], failureCount: 0 };
