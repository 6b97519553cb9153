import { Injectable } from '@nestjs/common';
import type { Plan } from '../database/entities/plan.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import type { WaitingGroup } from './choose-cells.js';
import { DrawableOn } from './drawable-on.js';
import { modelAxes } from './model-axes.js';
import { PlanLine } from './plan-line.js';
import { WaitingCellsRepository } from './waiting-cells.repository.js';

interface KnownLine {
  line: PlanLine;
  plan: Plan;
  revision: FrozenRevision;
}

/** What waits of all plans. A line is a memory of the database, never the truth: who is taken from it is still to be claimed. */
@Injectable()
export class WaitingLines {
  private readonly known = new Map<string, KnownLine>();
  private readonly stale = new Set<string>();

  constructor(
    private readonly repository: WaitingCellsRepository,
    private readonly revisions: RevisionsService,
    private readonly drawable: DrawableOn,
  ) {}

  /** Cells of the plan came to wait, or its state changed. */
  refresh(planId: string): void {
    this.stale.add(planId);
  }

  /** Nothing that was known of the plan holds. */
  rebuild(planId: string): void {
    this.known.delete(planId);
    this.stale.add(planId);
  }

  async refreshAll(): Promise<void> {
    for (const planId of await this.repository.openPlans()) this.stale.add(planId);
  }

  /** Reads what is stale. */
  async load(): Promise<void> {
    for (const planId of this.stale) {
      this.stale.delete(planId);
      await this.loadOne(planId);
    }
  }

  waiting(): WaitingGroup[] {
    return [...this.known.values()].flatMap(({ line, plan, revision }) => line.waiting((index) => this.drawable.serverIds(revision, plan.kind, index)));
  }

  /** Takes the next cell of a group out of its line. */
  next(groupKey: string): { cellId: string; planId: string } | undefined {
    const planId = groupKey.slice(0, groupKey.indexOf(' '));
    const cell = this.known.get(planId)?.line.next(groupKey);
    return cell === undefined ? undefined : { cellId: cell.id, planId };
  }

  private async loadOne(planId: string): Promise<void> {
    const plan = await this.repository.findPlan(planId);
    if (plan === null || plan.state === 'done' || plan.state === 'cancelled') return void this.known.delete(planId);
    // Only running lines grow; after a pause everything is read again.
    const isRunning = plan.state !== 'paused';
    const known = isRunning ? this.known.get(planId) : undefined;
    const current = known !== undefined && known.plan.state !== 'paused' ? { ...known, plan } : await this.lineOf(plan);
    const waiting = await this.repository.waiting(planId, current.line.sequence);
    current.line.add(isRunning ? waiting : waiting.filter((cell) => cell.priority > 0));
    this.known.set(planId, current);
  }

  private async lineOf(plan: Plan): Promise<KnownLine> {
    const revision = await this.revisions.get(plan.revisionId);
    const isGrid = plan.kind === 'grid';
    const sizes = isGrid ? revision.resolved.axes.map((axis) => axis.values.length) : [];
    return { plan, revision, line: new PlanLine(plan, sizes, isGrid ? modelAxes(revision) : []) };
  }
}
