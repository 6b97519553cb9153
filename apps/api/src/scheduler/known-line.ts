import type { WaitingGroup } from '@gridscope/grid';
import type { Plan } from '../database/entities/plan.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import type { DrawableOn } from './drawable-on.js';
import { fittingServers } from './fitting-servers.js';
import { lineTerms } from './line-terms.js';
import { PlanLine, type LineGroup } from './plan-line.js';

/** By then most plans are written. */
const writingMs = 400;

/** A plan that is not finished, with what waits of it. */
export class KnownLine {
  readonly line: PlanLine;
  /** Until then its cells wait for those that are not written yet, UTC milliseconds. */
  readonly beginsAtMs: number;

  constructor(public plan: Plan, private readonly revision: FrozenRevision, nowMs: number) {
    const terms = lineTerms(plan, revision);
    this.line = new PlanLine(plan, terms);
    this.beginsAtMs = terms.hasOneModelSet ? nowMs : nowMs + writingMs;
  }

  /** Which models to begin with can only be told when it is known what else there is; long plans are begun all the same. */
  isHeldBack(nowMs: number): boolean {
    return this.plan.state === 'writing' && nowMs < this.beginsAtMs;
  }

  /** A pause keeps cells waiting, but for what was asked for by hand. */
  waiting(isPaused: boolean, drawable: DrawableOn, nowMs: number): WaitingGroup[] {
    const isHeld = isPaused || this.plan.state === 'paused' || this.isHeldBack(nowMs);
    const groups = this.line.waiting().filter((group) => group.isByHand || !isHeld);
    if (groups.length === 0) return [];
    const serversFor = drawable.now(this.revision, this.plan.kind);
    return groups.map((group) => this.viewOf(group, this.fitting(group, serversFor({ key: group.needs, sampleIndex: group.sampleIndex }), drawable)));
  }

  private fitting({ unfit, needs, sampleIndex }: LineGroup, able: ReadonlySet<string>, drawable: DrawableOn): ReadonlySet<string> {
    if (unfit.tooSmall.length === 0 && unfit.lost.length === 0) return able;
    const taking = drawable.taking(able);
    const chosen = unfit.tooSmall.length === 0 ? taking : drawable.ever(this.revision, this.plan.kind, { key: needs, sampleIndex });
    return fittingServers({ able: taking, chosen, memoryOf: (serverId) => drawable.memoryOf(serverId) }, unfit);
  }

  private viewOf(group: LineGroup, serverIds: ReadonlySet<string>): WaitingGroup {
    const { key, isByHand, count, stepsPerCell, modelKey } = group;
    const isAsPlanned = this.plan.drawOrder === 'cheapest' || isByHand;
    return {
      key, isByHand, count, stepsPerCell, planId: this.plan.id, priority: this.plan.priority, order: this.line.orderOf(group), serverIds,
      ...(isAsPlanned ? { modelKey } : {}),
    };
  }
}
