import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { ExperimentDraft, ExperimentView } from '@gridscope/contract';
import type { z } from 'zod';
import type { experimentList, experimentListQuery } from '@gridscope/contract';
import type { Experiment } from '../database/entities/experiment.entity.js';
import { localOwner, newId } from '../database/ids.js';
import { EventsService } from '../events/events.service.js';
import { readParameters } from '../generators/cell-parameters.js';
import { notFound } from '../http/refused.error.js';
import { JobsService } from '../jobs/jobs.service.js';
import { PlanLists } from '../plans/plan-lists.js';
import { PlansService } from '../plans/plans.service.js';
import { definitionHash } from './definition-hash.js';
import { draftFromCell } from './draft-from-cell.js';
import { DraftResolver, type ResolvedDraft } from './draft-resolver.js';
import { ExperimentViews } from './experiment-views.js';
import { ExperimentsRepository, type ListPlace, type ListWish } from './experiments.repository.js';
import { readCursor, writeCursor } from './list-cursor.js';
import { RevisionsService } from './revisions.service.js';

const deletedAtOnce = 2_000;

/** Keeps experiments. */
@Injectable()
export class ExperimentsService implements OnModuleInit {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: ExperimentsRepository,
    private readonly revisions: RevisionsService,
    private readonly resolver: DraftResolver,
    private readonly views: ExperimentViews,
    private readonly plans: PlansService,
    private readonly planLists: PlanLists,
    private readonly events: EventsService,
    private readonly jobs: JobsService,
  ) {}

  onModuleInit(): void {
    this.planLists.onTold((experimentId) => this.announce(experimentId));
  }

  /** Running the same file again goes on: a definition that is there under this name gives its experiment. `isExtending`: so does the name alone. */
  async create(draft: ExperimentDraft, { isExtending }: { isExtending: boolean } = { isExtending: false }): Promise<ExperimentView> {
    const same = (await this.repository.withDefinition(draft.name, definitionHash(draft))) ?? (isExtending ? await this.repository.newestNamed(draft.name) : null);
    if (same !== null) return this.revise(same.id, draft);
    return this.begin(this.resolver.resolve(draft), undefined);
  }

  /** Throws RefusedError (404). */
  async get(id: string): Promise<Experiment> {
    const experiment = await this.repository.find(id);
    if (experiment === null) throw notFound('experiment', id);
    return experiment;
  }

  async view(id: string): Promise<ExperimentView> {
    return this.views.view(await this.get(id));
  }

  async list(query: z.output<typeof experimentListQuery>): Promise<z.output<typeof experimentList>> {
    const { after, limit, ...wish } = query;
    const found = await this.find({ ...wish, limit: limit + 1, after: after === undefined ? undefined : readCursor(after) });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const items = await this.views.summaries(page);
    return { items, ...(found.length > limit && last !== undefined ? { next: writeCursor(placeOf(last, query.sort)) } : {}) };
  }

  /** A new revision only where the definition changed. */
  async revise(id: string, draft: ExperimentDraft): Promise<ExperimentView> {
    await this.get(id);
    const newest = await this.revisions.newest(id);
    const isSound = newest.resolved.problems.every((problem) => problem.severity !== 'error');
    // Mistakes that were frozen may be none any more: a server may have been given what it lacked.
    const isKept = isSound && definitionHash(draft) === definitionHash(newest.draft);
    const resolved = isKept ? undefined : this.resolver.resolve(draft);
    await transactional(this.em, async (em) => {
      await this.repository.change(em, id, { name: draft.name, tags: draft.tags, updatedAt: Date.now() });
      if (resolved !== undefined) await this.revisions.keep(em, id, resolved);
    });
    await this.announce(id);
    return this.view(id);
  }

  /** The same frozen content under a new name, without plans. */
  async duplicate(id: string): Promise<ExperimentView> {
    const experiment = await this.get(id);
    const revision = await this.revisions.newest(id);
    const draft = { ...revision.draft, name: `${experiment.name.slice(0, 190)} (copy)`, tags: experiment.tags };
    return this.begin({ ...revision, draft }, undefined);
  }

  async fromCell(cellId: string): Promise<ExperimentView> {
    const cell = await this.repository.findCell(cellId);
    if (cell === null) throw notFound('cell', cellId);
    const plan = await this.plans.get(cell.planId);
    const experiment = await this.get(plan.experimentId);
    const revision = await this.revisions.get(plan.revisionId);
    const draft = draftFromCell(revision, readParameters(cell.parameters), `${experiment.name.slice(0, 180)}, cell ${cell.index + 1}`);
    return this.begin(this.resolver.resolve(draft), cellId);
  }

  /** Its cells go a chunk at a time, so that a large one holds nobody up; pictures that nothing shows any more are swept later. */
  async delete(id: string): Promise<void> {
    await this.get(id);
    for (const plan of await this.planLists.ofExperiment(id, ['writing', 'running', 'paused'])) await this.plans.cancel(plan.id);
    while ((await this.repository.deleteCells(id, deletedAtOnce)) > 0);
    await this.repository.delete(id);
    this.events.publish({ type: 'experiment-deleted', experimentId: id });
    await this.jobs.add({ type: 'sweep' });
  }

  private async begin(resolved: ResolvedDraft, parentCellId: string | undefined): Promise<ExperimentView> {
    const nowMs = Date.now();
    const { name, tags } = resolved.draft;
    const experiment: Experiment = { id: newId(), ownerId: localOwner, name, tags, createdAt: nowMs, updatedAt: nowMs, ...(parentCellId === undefined ? {} : { parentCellId }) };
    await transactional(this.em, async (em) => {
      await this.repository.add(em, experiment);
      await this.revisions.keep(em, experiment.id, resolved);
    });
    await this.announce(experiment.id);
    return this.views.view(experiment);
  }

  /** The database looks for a text anywhere in what was resolved; here that is narrowed to the names of axes. */
  private async find(wish: ListWish): Promise<Experiment[]> {
    if (wish.search === undefined) return this.repository.list(wish);
    const found: Experiment[] = [];
    for (let after = wish.after; ; ) {
      const some = await this.repository.list({ ...wish, after });
      for (const experiment of some) if (await this.views.matches(experiment, wish.search)) found.push(experiment);
      const last = some.at(-1);
      if (some.length < wish.limit || found.length >= wish.limit || last === undefined) return found.slice(0, wish.limit);
      after = placeOf(last, wish.sort);
    }
  }

  private async announce(id: string): Promise<void> {
    const experiment = await this.repository.find(id);
    const [summary] = experiment === null ? [] : await this.views.summaries([experiment]);
    if (summary !== undefined) this.events.publish({ type: 'experiment-changed', experiment: summary });
  }
}

function placeOf(experiment: Experiment, sort: ListWish['sort']): ListPlace {
  const keys = { newest: experiment.updatedAt, oldest: experiment.createdAt, name: experiment.name };
  return { key: keys[sort], id: experiment.id };
}
