import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { PlanView } from '@gridscope/contract';
import { cellCountOf } from '@gridscope/grid';
import type { Plan, PlanKind } from '../database/entities/plan.entity.js';
import { DiskReserve } from '../database/disk-reserve.js';
import { newId } from '../database/ids.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { notFound } from '../http/refused.error.js';
import { JobsService } from '../jobs/jobs.service.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { CellChanges } from './cell-changes.js';
import { PlanNews } from './plan-news.js';
import { PlanPace } from './plan-pace.js';
import { PlanViews } from './plan-views.js';
import { PlanWriter } from './plan-writer.js';
import { PlansRepository } from './plans.repository.js';

type CancelListener = (planId: string) => Promise<void>;

/** Higher runs first: one picture asked for by hand does not wait behind a grid. */
const priorityOf: Record<PlanKind, number> = { grid: 0, base: 10 };

/** Writes plans down and steers them. */
@Injectable()
export class PlansService {
  private readonly cancelListeners = new Set<CancelListener>();

  constructor(
    private readonly em: EntityManager,
    private readonly repository: PlansRepository,
    private readonly writer: PlanWriter,
    private readonly changes: CellChanges,
    private readonly views: PlanViews,
    private readonly news: PlanNews,
    private readonly pace: PlanPace,
    private readonly reserve: DiskReserve,
    private readonly jobs: JobsService,
    private readonly work: WorkSignal,
  ) {}

  /** Hears of each plan that was cancelled, to stop what servers still hold of it. */
  onCancelled(listener: CancelListener): void {
    this.cancelListeners.add(listener);
  }

  /** Hears of the experiment of each plan whose progress was just told. */
  onTold(listener: (experimentId: string) => Promise<void>): void {
    this.news.onPlanTold((plan) => listener(plan.experimentId));
  }

  /** Throws RefusedError (404). */
  async get(planId: string): Promise<Plan> {
    const plan = await this.repository.find(planId);
    if (plan === null) throw notFound('plan', planId);
    return plan;
  }

  async view(planId: string): Promise<PlanView> {
    return this.views.view(await this.get(planId));
  }

  /** A new plan of a revision. Its first cells are written when this returns, the others in the background. */
  async write(revision: FrozenRevision, kind: PlanKind): Promise<PlanView> {
    const axes = kind === 'grid' ? revision.resolved.axes : [];
    const plan: Plan = {
      id: newId(), experimentId: revision.experimentId, revisionId: revision.id, kind, state: 'writing', priority: priorityOf[kind], drawOrder: 'cheapest',
      sequence: 0, cellCount: cellCountOf(axes.map((axis) => axis.values.length)), failureStreak: 0, createdAt: Date.now(),
    };
    await this.repository.add(plan);
    if (await this.writer.writeChunk(plan.id)) await this.jobs.add({ type: 'write-plan', planId: plan.id });
    return this.view(plan.id);
  }

  async pause(planId: string): Promise<PlanView> {
    await this.get(planId);
    await this.repository.move(planId, ['writing', 'running'], { state: 'paused', pauseReason: null });
    return this.moved(planId);
  }

  /** The program itself pauses a plan, with the reason that a person reads. */
  async pauseFor(planId: string, pauseReason: string): Promise<void> {
    await this.repository.move(planId, ['writing', 'running'], { state: 'paused', pauseReason });
    await this.moved(planId);
  }

  async resume(planId: string): Promise<PlanView> {
    const plan = await this.get(planId);
    await this.reserve.hold();
    await this.goOn(plan, ['paused']);
    return this.moved(planId);
  }

  /** What is not done is cancelled; what servers hold of it is stopped. */
  async cancel(planId: string): Promise<PlanView> {
    await this.get(planId);
    const changed = await transactional(this.em, async (em) => {
      await this.repository.move(planId, ['writing', 'running', 'paused'], { state: 'cancelled', pauseReason: null, finishedAt: Date.now() }, em);
      return this.changes.apply(em, { planId, from: ['waiting', 'queued', 'running'] }, { state: 'cancelled' });
    });
    this.changes.tell(changed);
    for (const listener of this.cancelListeners) await listener(planId);
    return this.moved(planId);
  }

  /** Lets a plan go on from any of these states; one whose rows are not all there is written to its end first. */
  async goOn(plan: Plan, from: readonly Plan['state'][], em?: EntityManager): Promise<void> {
    const isWritten = (await this.repository.writtenCount(plan.id, em)) >= plan.cellCount;
    const isMoved = await this.repository.move(plan.id, from, { state: isWritten ? 'running' : 'writing', pauseReason: null, failureStreak: 0, finishedAt: null }, em);
    if (isMoved && !isWritten) await this.jobs.add({ type: 'write-plan', planId: plan.id });
  }

  /** What was begun and is not finished, in the order begun. */
  unfinished(): Promise<Plan[]> {
    return this.repository.inState(['writing', 'running', 'paused']);
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

  /** After a plan changed its state: said to everybody, and measured anew. */
  async moved(planId: string): Promise<PlanView> {
    this.pace.forget(planId);
    this.news.planChanged(planId);
    this.work.wake(planId);
    return this.view(planId);
  }
}
