import { Injectable } from '@nestjs/common';
import type { ExecutionView } from '@gridscope/contract';
import { Bus } from '../bus/bus.js';
import { EventsService } from '../events/events.service.js';
import { PlanLists } from '../plans/plan-lists.js';
import { PlanViews } from '../plans/plan-views.js';
import { ExecutionPause } from './execution-pause.js';

/** Pauses everything and lets it go on. Plans keep their own states meanwhile, so each is as it was afterwards. */
@Injectable()
export class ExecutionService {
  constructor(
    private readonly pausing: ExecutionPause,
    private readonly lists: PlanLists,
    private readonly views: PlanViews,
    private readonly events: EventsService,
    private readonly bus: Bus,
  ) {}

  async view(): Promise<ExecutionView> {
    const since = await this.pausing.since();
    const plans = await this.lists.unfinished();
    const counts = await this.views.sumOf(plans);
    return { isPaused: since !== undefined, ...(since === undefined ? {} : { since }), counts, planCount: plans.length };
  }

  async pause(): Promise<ExecutionView> {
    await this.pausing.begin(Date.now());
    return this.changed();
  }

  async resume(): Promise<ExecutionView> {
    await this.pausing.end();
    return this.changed();
  }

  /** Told to every page and every process. */
  async changed(): Promise<ExecutionView> {
    const execution = await this.view();
    this.bus.publish({ type: 'execution-changed' });
    this.bus.publish({ type: 'work' });
    this.events.publish({ type: 'execution-changed', execution });
    return execution;
  }
}
