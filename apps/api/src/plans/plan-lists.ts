import { Injectable } from '@nestjs/common';
import type { Plan, PlanKind } from '../database/entities/plan.entity.js';
import { PlanNews } from './plan-news.js';
import { PlansRepository } from './plans.repository.js';

/** Plans as others look for them. */
@Injectable()
export class PlanLists {
  constructor(
    private readonly repository: PlansRepository,
    private readonly news: PlanNews,
  ) {}

  /** Hears of the experiment of each plan whose progress was just told. */
  onTold(listener: (experimentId: string) => Promise<void>): void {
    this.news.onPlanTold((plan) => listener(plan.experimentId));
  }

  /** What was begun and is not finished, in the order begun. */
  unfinished(): Promise<Plan[]> {
    return this.repository.inState(['writing', 'running', 'paused']);
  }

  /** What was cancelled in one go. */
  cancelledAt(atMs: number): Promise<Plan[]> {
    return this.repository.cancelledAt(atMs);
  }

  /** Of each experiment its newest plans, of those that have failed cells. */
  newestWithFailures(): Promise<Plan[]> {
    return this.repository.newestWithFailures();
  }

  newestOf(experimentIds: readonly string[], kind: PlanKind): Promise<Plan[]> {
    return this.repository.newestOf(experimentIds, kind);
  }

  ofExperiment(experimentId: string, states: readonly Plan['state'][]): Promise<Plan[]> {
    return this.repository.ofExperiment(experimentId, states);
  }

  leadsAt(planId: string, indexes: readonly number[]): Promise<{ index: number; leadImage: string }[]> {
    return this.repository.leadsAt(planId, indexes);
  }

  someLeads(planId: string, limit: number): Promise<{ index: number; leadImage: string }[]> {
    return this.repository.someLeads(planId, limit);
  }
}
