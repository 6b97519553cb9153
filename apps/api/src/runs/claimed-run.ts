import type { Attempt } from '../database/entities/attempt.entity.js';
import type { DrawOrder, Prepared } from '../generators/generator.js';

/** A cell that shows how its drawing goes on. */
export interface WatchedCell {
  id: string;
  planId: string;
  index: number;
}

/** What is learned of a run on its way, for its row, however it ends. */
export interface RunNotes {
  /** Set as soon as everything is ready to be sent. */
  prepared?: Prepared;
  /** The server has begun with it and not finished. */
  isDrawing: boolean;
}

/** An attempt that this worker holds. */
export interface ClaimedRun {
  attempt: Attempt;
  /** Of the request that started the plan, for the log. */
  requestId: string | undefined;
  order: DrawOrder;
  /** The cell that the take was begun for. */
  drawnFor: string;
  cells: WatchedCell[];
  /** Raised when nobody wants it any more. */
  stop: AbortController;
  notes: RunNotes;
}
