import { Injectable } from '@nestjs/common';
import type { PlanView } from '@gridscope/contract';
import { describePlan } from '@gridscope/grid';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { RefusedError } from '../http/refused.error.js';
import { ServersService } from '../servers/servers.service.js';
import { sourceOf } from './plan-source-of.js';
import { PlanLists } from './plan-lists.js';
import { PlanWriting } from './plan-writing.js';
import { PlansService } from './plans.service.js';

interface StartOptions {
  acceptPaidCalls: boolean;
  /** Of the request that wants it, for the log. */
  requestId: string;
}

/** Starts plans: refuses what cannot be drawn, asks before anything is spent, goes on with what is there. */
@Injectable()
export class PlanStarter {
  constructor(
    private readonly plans: PlansService,
    private readonly revisions: RevisionsService,
    private readonly servers: ServersService,
    private readonly lists: PlanLists,
    private readonly writing: PlanWriting,
  ) {}

  /** The newest revision as a grid. A plan of it that runs or is paused goes on; older plans of the experiment give way once the new one is put down. */
  async start(experimentId: string, { acceptPaidCalls, requestId }: StartOptions): Promise<PlanView> {
    const revision = await this.drawable(experimentId);
    refuseUnpaid(revision, paidCallsOf(revision), acceptPaidCalls);
    const begun = await this.lists.ofExperiment(experimentId, ['writing', 'running', 'paused']);
    const same = begun.find((plan) => plan.kind === 'grid' && plan.revisionId === revision.id);
    return same === undefined ? this.writing.begin(revision, 'grid', requestId) : this.plans.resume(same.id);
  }

  /** One picture with the starting values, before everything else. */
  async drawBase(experimentId: string, { acceptPaidCalls, requestId }: StartOptions): Promise<PlanView> {
    const revision = await this.drawable(experimentId);
    refuseUnpaid(revision, paidCallsOf(revision, 1), acceptPaidCalls);
    return this.writing.begin(revision, 'base', requestId);
  }

  /** Throws RefusedError with every mistake that is still in it, or where no server could begin. */
  private async drawable(experimentId: string): Promise<FrozenRevision> {
    const revision = await this.revisions.newestSound(experimentId);
    const errors = revision.resolved.problems.filter((problem) => problem.severity === 'error');
    if (errors.length > 0) throw new RefusedError(errors.map((problem) => problem.message).join(' '), { problems: errors });
    this.refuseUnready(revision);
    return revision;
  }

  private refuseUnready({ resolved }: FrozenRevision): void {
    // Throws where none was ever asked, and says of each why.
    this.servers.catalogueFor(resolved.servers);
    const ids = new Set(this.servers.eligible(resolved.servers).map((server) => server.id));
    const views = this.servers.views().filter((view) => ids.has(view.id));
    if (views.some((view) => view.state === 'ready')) return;
    throw new RefusedError(views.map((view) => `${view.name} is not ready: ${view.reason ?? 'it has not answered yet'}.`).join(' '), { status: 409 });
  }
}

function refuseUnpaid({ resolved }: FrozenRevision, paidCalls: number, isAccepted: boolean): void {
  if (paidCalls === 0 || isAccepted) return;
  const calls = paidCalls === 1 ? '1 call of a service that costs money' : `${paidCalls} calls of services that cost money`;
  throw new RefusedError(`Drawing this makes ${calls} (nodes ${resolved.paidNodes.join(', ')}). Start it again with acceptPaidCalls to say yes.`, { status: 409 });
}

/** How many calls of nodes that cost money a whole grid makes, where nothing is reused. */
export function paidCallsOf(revision: Pick<FrozenRevision, 'resolved'>, cells?: number): number {
  const { paidNodes } = revision.resolved;
  if (paidNodes.length === 0) return 0;
  const described = describePlan(sourceOf('grid', revision));
  return paidNodes.length * (cells ?? described.cellCount - (described.skippedCount ?? 0));
}
