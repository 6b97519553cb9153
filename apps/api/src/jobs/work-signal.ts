import { Injectable } from '@nestjs/common';

/** Says that there may be something to draw now: a plan was started, a cell given back, a seat became free. */
@Injectable()
export class WorkSignal {
  private readonly listeners = new Set<(planId?: string) => void>();

  /** `planId`: the plan whose waiting cells are others than before; left out where only seats or servers changed. */
  wake(planId?: string): void {
    for (const listener of this.listeners) listener(planId);
  }

  onWake(listener: (planId?: string) => void): void {
    this.listeners.add(listener);
  }
}
