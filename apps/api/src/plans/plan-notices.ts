import { Injectable } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { PlanNews } from './plan-news.js';

/** Who hears that somebody steered a plan. Called after the commit. */
@Injectable()
export class PlanNotices {
  constructor(
    private readonly news: PlanNews,
    private readonly work: WorkSignal,
    private readonly bus: Bus,
  ) {}

  /** Its state, its order or its waiting cells are others than before. */
  steered(planId: string): void {
    this.news.planChanged(planId);
    this.work.wake(planId);
  }

  /** Some of its rows were put down; `before`: its sequence before them. */
  written(planId: string, before: number): void {
    this.news.cellsChanged(planId, before);
    this.work.wake(planId);
  }

  /** Cells are waited for no more: what servers hold of them may have to stop. */
  unwanted(): void {
    this.bus.publish({ type: 'runs-unwanted' });
  }
}
