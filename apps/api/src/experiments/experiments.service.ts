import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import { transactional } from '../database/transaction.js';
import type { ExperimentDraft, ExperimentView } from '@gridscope/contract';
import type { Experiment } from '../database/entities/experiment.entity.js';
import { localOwner, newId } from '../database/ids.js';
import { notFound } from '../http/refused.error.js';
import { definitionHash } from './definition-hash.js';
import { DraftResolver, type ResolvedDraft } from './draft-resolver.js';
import { ExperimentViews } from './experiment-views.js';
import { ExperimentNews } from './experiment-news.js';
import { ExperimentsRepository } from './experiments.repository.js';
import { RevisionsService } from './revisions.service.js';

/** Keeps experiments. */
@Injectable()
export class ExperimentsService {
  constructor(
    private readonly em: EntityManager,
    private readonly repository: ExperimentsRepository,
    private readonly revisions: RevisionsService,
    private readonly resolver: DraftResolver,
    private readonly views: ExperimentViews,
    private readonly news: ExperimentNews,
  ) {}

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
    await this.news.changed(id);
    return this.view(id);
  }

  /** The same frozen content under a new name, without plans. */
  async duplicate(id: string): Promise<ExperimentView> {
    const experiment = await this.get(id);
    const revision = await this.revisions.newest(id);
    const draft = { ...revision.draft, name: `${experiment.name.slice(0, 190)} (copy)`, tags: experiment.tags };
    return this.begin({ ...revision, draft }, undefined);
  }

  /** Puts a resolved draft down as a new experiment. */
  async begin(resolved: ResolvedDraft, parentCellId: string | undefined): Promise<ExperimentView> {
    const nowMs = Date.now();
    const { name, tags } = resolved.draft;
    const experiment: Experiment = { id: newId(), ownerId: localOwner, name, tags, createdAt: nowMs, updatedAt: nowMs, ...(parentCellId === undefined ? {} : { parentCellId }) };
    await transactional(this.em, async (em) => {
      await this.repository.add(em, experiment);
      await this.revisions.keep(em, experiment.id, resolved);
    });
    await this.news.changed(experiment.id);
    return this.views.view(experiment);
  }
}
