import { Injectable } from '@nestjs/common';
import type { CellView, Event } from '@gridscope/contract';

/** Gives what changed in a plan after a sequence number, in chunks by rising sequence. */
export type CellCatchUp = (planId: string, after: number) => AsyncIterable<CellView[]>;

type Listener = (event: Event) => void;

/** Where features say what happened. Called after the commit that made it true. */
@Injectable()
export class EventsService {
  private readonly listeners = new Set<Listener>();
  private catchUp: CellCatchUp | undefined;

  publish(event: Event): void {
    for (const listener of this.listeners) listener(event);
  }

  /** Hears every event until the returned function is called. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The feature that stores cells says how to read what somebody missed. */
  serveCatchUp(catchUp: CellCatchUp): void {
    this.catchUp = catchUp;
  }

  /** What changed in a plan after `after`. */
  changesAfter(planId: string, after: number): AsyncIterable<CellView[]> {
    if (this.catchUp === undefined) throw new Error('nobody serves the catch-up of cells');
    return this.catchUp(planId, after);
  }
}
