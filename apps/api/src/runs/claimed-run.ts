import type { Attempt } from '../database/entities/attempt.entity.js';
import type { DrawOrder } from '../generators/generator.js';

/** A cell that shows how its drawing goes on. */
export interface WatchedCell {
  id: string;
  planId: string;
  index: number;
}

/** An attempt that this worker holds. */
export interface ClaimedRun {
  attempt: Attempt;
  order: DrawOrder;
  /** The cell that the take was begun for. */
  drawnFor: string;
  cells: WatchedCell[];
  /** Raised when nobody wants it any more. */
  stop: AbortController;
}
