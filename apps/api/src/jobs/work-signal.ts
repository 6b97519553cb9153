import { Injectable } from '@nestjs/common';
import { Bus } from '../bus/bus.js';

/** Says, to every process, that there may be something to draw now: a plan was started, a cell given back, a seat became free. */
@Injectable()
export class WorkSignal {
  constructor(private readonly bus: Bus) {}

  /** `planId`: the plan whose waiting cells are others than before; left out where only seats or servers changed. */
  wake(planId?: string): void {
    this.bus.publish(planId === undefined ? { type: 'work' } : { type: 'work', planId });
  }
}
