import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventsService } from '../events/events.service.js';
import { PlanLists } from '../plans/plan-lists.js';
import { ExperimentViews } from './experiment-views.js';
import { ExperimentsRepository } from './experiments.repository.js';

/** Tells pages how experiments are: when they changed, and as their plans go on. */
@Injectable()
export class ExperimentNews implements OnModuleInit {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly views: ExperimentViews,
    private readonly plans: PlanLists,
    private readonly events: EventsService,
  ) {}

  onModuleInit(): void {
    this.plans.onTold((experimentId) => this.changed(experimentId));
  }

  async changed(experimentId: string): Promise<void> {
    const experiment = await this.repository.find(experimentId);
    const [summary] = experiment === null ? [] : await this.views.summaries([experiment]);
    if (summary !== undefined) this.events.publish({ type: 'experiment-changed', experiment: summary });
  }

  deleted(experimentId: string): void {
    this.events.publish({ type: 'experiment-deleted', experimentId });
  }
}
