import { Injectable } from '@nestjs/common';
import type { PlanProgress, PlanView } from '@gridscope/contract';
import type { z } from 'zod';
import type { planCounts } from '@gridscope/contract';
import type { Plan, StoredPlanState } from '../database/entities/plan.entity.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { PlanPace } from './plan-pace.js';
import { type CountRow, PlansRepository } from './plans.repository.js';

export type PlanCounts = z.output<typeof planCounts>;

/** Plans as the browser sees them. */
@Injectable()
export class PlanViews {
  /** Counts belong to a sequence: as long as that stands, nothing is counted again. */
  private readonly counted = new Map<string, { sequence: number; counts: PlanCounts }>();

  constructor(
    private readonly repository: PlansRepository,
    private readonly revisions: RevisionsService,
    private readonly pace: PlanPace,
  ) {}

  async progress(planId: string): Promise<PlanProgress | undefined> {
    const plan = await this.repository.find(planId);
    return plan === null ? undefined : (await this.progressOf([plan]))[0];
  }

  async progressOf(plans: readonly Plan[]): Promise<PlanProgress[]> {
    const counts = await this.countsOf(plans);
    const views: PlanProgress[] = [];
    for (const plan of plans) views.push(await this.progressView(plan, counts.get(plan.id) ?? noCounts));
    return views;
  }

  /** Of all these plans together. */
  async sumOf(plans: readonly Plan[]): Promise<PlanCounts> {
    const sum = { ...noCounts };
    // The keys of a whole count are those of every count.
    for (const counts of (await this.countsOf(plans)).values()) for (const key of Object.keys(sum) as (keyof PlanCounts)[]) sum[key] += counts[key];
    return sum;
  }

  async view(plan: Plan): Promise<PlanView> {
    const revision = await this.revisions.get(plan.revisionId);
    const experiment = await this.revisions.experiment(plan.experimentId);
    const [progress] = await this.progressOf([plan]);
    return {
      ...(progress ?? (await this.progressView(plan, noCounts))),
      kind: plan.kind,
      revision: revision.number,
      name: experiment.name,
      axes: plan.kind === 'grid' ? revision.resolved.axes : [],
      cellCount: plan.cellCount,
      createdAt: plan.createdAt,
      ...(typeof plan.finishedAt === 'number' ? { finishedAt: plan.finishedAt } : {}),
    };
  }

  private async progressView(plan: Plan, counts: PlanCounts): Promise<PlanProgress> {
    const state = shownState(plan.state);
    // What is over has no pace.
    const secondsPerCell = state === 'running' || state === 'paused' ? await this.pace.secondsPerCell(plan) : undefined;
    const left = counts.waiting + counts.queued + counts.running;
    return {
      id: plan.id,
      experimentId: plan.experimentId,
      state,
      ...(state === 'paused' && typeof plan.pauseReason === 'string' ? { pauseReason: plan.pauseReason } : {}),
      priority: plan.priority,
      order: plan.drawOrder,
      sequence: plan.sequence,
      counts,
      ...(secondsPerCell === undefined ? {} : { secondsPerCell }),
      ...(secondsPerCell === undefined || state !== 'running' ? {} : { remainingSeconds: left * secondsPerCell }),
    };
  }

  private async countsOf(plans: readonly Plan[]): Promise<Map<string, PlanCounts>> {
    const stale = plans.filter((plan) => this.counted.get(plan.id)?.sequence !== plan.sequence || plan.state === 'writing');
    const rows = stale.length === 0 ? [] : await this.repository.counts(stale.map((plan) => plan.id));
    for (const plan of stale) this.counted.set(plan.id, { sequence: plan.sequence, counts: sumUp(rows.filter((row) => row.planId === plan.id)) });
    return new Map(plans.map((plan) => [plan.id, this.counted.get(plan.id)?.counts ?? noCounts]));
  }
}

const noCounts: PlanCounts = { waiting: 0, queued: 0, running: 0, done: 0, reused: 0, failed: 0, skipped: 0, cancelled: 0 };

function sumUp(rows: readonly CountRow[]): PlanCounts {
  const counts = { ...noCounts };
  for (const { state, origin, count } of rows) {
    counts[state] += count;
    if (state === 'done' && origin === 'reused') counts.reused += count;
  }
  return counts;
}

/** That its rows are still being put down is our business alone. */
export function shownState(state: StoredPlanState): PlanProgress['state'] {
  return state === 'writing' ? 'running' : state;
}
