import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { PlanView } from '@gridscope/contract';
import { cellCountOf } from '@gridscope/grid';
import type { Plan, PlanKind } from '../database/entities/plan.entity.js';
import { newId } from '../database/ids.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import type { Job } from '../jobs/job.js';
import { JobsService } from '../jobs/jobs.service.js';
import { ServersService } from '../servers/servers.service.js';
import { PlanWriter } from './plan-writer.js';
import { PlansRepository } from './plans.repository.js';
import { PlansService } from './plans.service.js';

/** Higher runs first: one picture asked for by hand does not wait behind a grid. */
const priorityOf: Record<PlanKind, number> = { grid: 0, base: 10 };

/** Begins plans, and writes what was begun to its end. */
@Injectable()
export class PlanWriting implements OnModuleInit {
  private readonly logger = new Logger('plans');

  constructor(
    private readonly repository: PlansRepository,
    private readonly writer: PlanWriter,
    private readonly plans: PlansService,
    private readonly servers: ServersService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('write-plan', ({ planId }, signal) => this.writeOn(planId, signal));
    // A writer may wait for a server that tells what its pictures hold.
    this.servers.onReady(() => {
      // Where the database is away, the line is looked after again by `keepInLine`.
      this.writeUnfinished().catch((error: unknown) => this.logger.error(error));
    });
    // The process that began one may have ended before the job was in line.
    this.jobs.keepInLine(() => this.unwritten());
  }

  /** A new plan of a revision. Its first cells are written when this returns, the others in the background. */
  async begin(revision: FrozenRevision, kind: PlanKind, requestId: string): Promise<PlanView> {
    const axes = kind === 'grid' ? revision.resolved.axes : [];
    const plan: Plan = {
      id: newId(), experimentId: revision.experimentId, revisionId: revision.id, kind, state: 'writing', priority: priorityOf[kind], drawOrder: 'cheapest',
      sequence: 0, cellCount: cellCountOf(axes.map((axis) => axis.values.length)), failureStreak: 0, requestId, createdAt: Date.now(),
    };
    await this.repository.add(plan);
    this.logger.log({ message: 'plan begun', requestId, planId: plan.id, experimentId: plan.experimentId, kind, cellCount: plan.cellCount });
    if (await this.writer.writeChunk(plan.id)) await this.jobs.add({ type: 'write-plan', planId: plan.id });
    else await this.finish(plan.id);
    return this.plans.view(plan.id);
  }

  private async writeOn(planId: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (await this.writer.writeChunk(planId)));
    if (!signal.aborted) await this.finish(planId);
  }

  /** Older grids of the experiment give way only now: what both want is by now waited for by both, so nothing that is being drawn is thrown away. */
  private async finish(planId: string): Promise<void> {
    const plan = await this.repository.find(planId);
    if (plan?.kind === 'grid' && plan.state !== 'cancelled') await this.makeWay(plan);
    await this.writer.finish(planId);
  }

  private async makeWay({ id, experimentId }: Plan): Promise<void> {
    const begun = await this.repository.ofExperiment(experimentId, ['writing', 'running', 'paused']);
    for (const older of begun) if (older.kind === 'grid' && older.id < id) await this.plans.cancel(older.id);
  }

  private async writeUnfinished(): Promise<void> {
    for (const job of await this.unwritten()) await this.jobs.add(job);
  }

  private async unwritten(): Promise<Job[]> {
    const jobs: Job[] = [];
    for (const plan of await this.repository.inState(['writing', 'paused'])) {
      if (plan.state === 'writing' || (await this.repository.writtenCount(plan.id)) < plan.cellCount) jobs.push({ type: 'write-plan', planId: plan.id });
    }
    return jobs;
  }
}
