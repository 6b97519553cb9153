import { z } from 'zod';
import { planCounts } from './plan.js';
import { timeMs } from './scalar.js';

/** Everything that is under way, as one thing to pause, resume and cancel. */
export const executionView = z.object({
  /** Nothing is begun but what is asked for by hand; what servers hold is finished. */
  isPaused: z.boolean(),
  since: timeMs.optional(),
  /** Sum over all plans that are neither done nor cancelled. */
  counts: planCounts,
  /** How many plans that are. */
  planCount: z.int(),
});
export type ExecutionView = z.infer<typeof executionView>;
