import { Injectable } from '@nestjs/common';
import type { ExperimentSummary, ExperimentView } from '@gridscope/contract';
import type { Experiment } from '../database/entities/experiment.entity.js';
import type { Plan } from '../database/entities/plan.entity.js';
import { PlanViews, shownState } from '../plans/plan-views.js';
import { PlanLists } from '../plans/plan-lists.js';
import { ExperimentsRepository } from './experiments.repository.js';
import type { FrozenRevision } from './frozen-revision.js';
import { mosaicIndexes, mosaicOf } from './mosaic.js';
import { RevisionsService } from './revisions.service.js';

/** What the list shows of a revision: little, and it never changes. */
interface RevisionOutline {
  workflowName: string;
  servers: ExperimentSummary['servers'];
  axes: ExperimentSummary['axes'];
  cellCount: number;
}

/** Experiments as the browser sees them. */
@Injectable()
export class ExperimentViews {
  private readonly outlines = new Map<string, RevisionOutline>();
  private readonly mosaics = new Map<string, { sequence: number; mosaic: string[] }>();

  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly revisions: RevisionsService,
    private readonly plans: PlanLists,
    private readonly planViews: PlanViews,
  ) {}

  async view(experiment: Experiment): Promise<ExperimentView> {
    const revision = await this.revisions.newest(experiment.id);
    const [plan] = await this.plans.newestOf([experiment.id], 'grid');
    const [basePlan] = await this.plans.newestOf([experiment.id], 'base');
    const { name, tags, createdAt, updatedAt } = experiment;
    return {
      id: experiment.id, name, tags, createdAt, updatedAt,
      revision: revision.number,
      draft: { ...revision.draft, name, tags },
      axes: revision.resolved.axes,
      outputs: revision.resolved.outputs,
      workflowName: revision.workflowName,
      problems: revision.resolved.problems,
      ...(typeof experiment.parentCellId === 'string' ? { parentCellId: experiment.parentCellId } : {}),
      ...(plan === undefined ? {} : { plan: await this.planViews.view(plan) }),
      ...(basePlan === undefined ? {} : { basePlan: await this.planViews.view(basePlan) }),
    };
  }

  /** In the order given; one grouped count for all. */
  async summaries(experiments: readonly Experiment[]): Promise<ExperimentSummary[]> {
    const ids = experiments.map((experiment) => experiment.id);
    const revisions = new Map((await this.repository.newestRevisions(ids)).map((revision) => [revision.experimentId, revision]));
    const plans = new Map((await this.plans.newestOf(ids, 'grid')).map((plan) => [plan.experimentId, plan]));
    const progress = new Map((await this.planViews.progressOf([...plans.values()])).map((plan) => [plan.id, plan]));
    const summaries: ExperimentSummary[] = [];
    for (const experiment of experiments) {
      const revision = revisions.get(experiment.id);
      // Deleted since it was listed.
      if (revision === undefined) continue;
      const plan = plans.get(experiment.id);
      const { id, name, tags, createdAt, updatedAt } = experiment;
      const moving = plan === undefined ? undefined : progress.get(plan.id);
      summaries.push({
        id, name, tags, createdAt, updatedAt,
        revision: revision.number,
        ...(await this.outline(revision.id)),
        state: plan === undefined ? 'draft' : shownState(plan.state),
        mosaic: plan === undefined ? [] : await this.mosaic(plan),
        ...(moving === undefined ? {} : { planId: moving.id, counts: moving.counts }),
        ...(moving?.remainingSeconds === undefined ? {} : { remainingSeconds: moving.remainingSeconds }),
      });
    }
    return summaries;
  }

  /** Whether a text is in an experiment's name, its tags or the names of its axes. */
  async matches(experiment: Experiment, search: string): Promise<boolean> {
    const [revision] = await this.repository.newestRevisions([experiment.id]);
    const axes = revision === undefined ? [] : (await this.outline(revision.id)).axes.map((axis) => axis.name);
    return [experiment.name, ...experiment.tags, ...axes].some((text) => text.toLowerCase().includes(search.toLowerCase()));
  }

  private async outline(revisionId: string): Promise<RevisionOutline> {
    const known = this.outlines.get(revisionId);
    if (known !== undefined) return known;
    const outline = outlineOf(await this.revisions.get(revisionId));
    this.outlines.set(revisionId, outline);
    return outline;
  }

  private async mosaic(plan: Plan): Promise<string[]> {
    const known = this.mosaics.get(plan.id);
    if (known?.sequence === plan.sequence) return known.mosaic;
    const spread = await this.plans.leadsAt(plan.id, mosaicIndexes(plan.cellCount));
    const others = spread.length < Math.min(9, plan.cellCount) ? await this.plans.someLeads(plan.id, 9) : [];
    const mosaic = mosaicOf(spread, others);
    this.mosaics.set(plan.id, { sequence: plan.sequence, mosaic });
    return mosaic;
  }
}

function outlineOf({ workflowName, resolved }: FrozenRevision): RevisionOutline {
  const axes = resolved.axes.map((axis) => ({ name: axis.name, count: axis.values.length }));
  return { workflowName, servers: resolved.servers, axes, cellCount: axes.reduce((count, axis) => count * axis.count, 1) };
}
