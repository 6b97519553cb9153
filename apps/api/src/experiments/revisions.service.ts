import { Injectable } from '@nestjs/common';
import { workflowText, stringifyExactJson } from '@gridscope/comfy';
import type { EntityManager } from '@mikro-orm/knex';
import type { Experiment } from '../database/entities/experiment.entity.js';
import type { Revision } from '../database/entities/revision.entity.js';
import { newId } from '../database/ids.js';
import { notFound } from '../http/refused.error.js';
import { definitionHash } from './definition-hash.js';
import { DraftResolver, type ResolvedDraft } from './draft-resolver.js';
import { type FrozenRevision, resolvedText, thaw } from './frozen-revision.js';
import { RevisionsRepository } from './revisions.repository.js';

const keptInMemory = 20;

/** Keeps and reads revisions. They never change, so the ones in use are parsed once. */
@Injectable()
export class RevisionsService {
  private readonly thawed = new Map<string, FrozenRevision>();

  constructor(
    private readonly repository: RevisionsRepository,
    private readonly resolver: DraftResolver,
  ) {}

  /** Throws RefusedError (404). */
  async get(id: string): Promise<FrozenRevision> {
    const known = this.thawed.get(id);
    if (known !== undefined) return known;
    const row = await this.repository.find(id);
    if (row === null) throw notFound('revision', id);
    return this.remember(thaw(row));
  }

  /** Throws RefusedError (404). */
  async newest(experimentId: string): Promise<FrozenRevision> {
    const row = await this.repository.newest(experimentId);
    if (row === null) throw notFound('experiment', experimentId);
    return this.thawed.get(row.id) ?? this.remember(thaw(row));
  }

  /**
   * The newest revision; where mistakes were frozen with it, the draft is resolved again, for a server may have been given since what it lacked,
   * and what is sound now is kept as the next revision.
   */
  async newestSound(experimentId: string): Promise<FrozenRevision> {
    const newest = await this.newest(experimentId);
    if (!hasErrors(newest)) return newest;
    const again = this.resolver.resolve(newest.draft);
    if (hasErrors(again)) return newest;
    return this.remember(thaw(await this.repository.addNextAlone(revisionRow(experimentId, again))));
  }

  /** Puts a resolved draft down as the next revision, within the caller's transaction. */
  async keep(em: EntityManager, experimentId: string, resolved: ResolvedDraft): Promise<FrozenRevision> {
    return thaw(await this.repository.addNext(em, revisionRow(experimentId, resolved)));
  }

  /** Throws RefusedError (404). */
  async experiment(id: string): Promise<Experiment> {
    const experiment = await this.repository.findExperiment(id);
    if (experiment === null) throw notFound('experiment', id);
    return experiment;
  }

  private remember(revision: FrozenRevision): FrozenRevision {
    this.thawed.set(revision.id, revision);
    const oldest = this.thawed.keys().next().value;
    if (this.thawed.size > keptInMemory && oldest !== undefined) this.thawed.delete(oldest);
    return revision;
  }
}

function hasErrors({ resolved }: Pick<FrozenRevision, 'resolved'>): boolean {
  return resolved.problems.some((problem) => problem.severity === 'error');
}

function revisionRow(experimentId: string, { draft, workflowName, workflow, editorGraph, resolved }: ResolvedDraft): Omit<Revision, 'number'> {
  return {
    id: newId(), experimentId, workflowName,
    definition: JSON.stringify(draft),
    definitionHash: definitionHash(draft),
    workflow: workflowText(workflow),
    resolved: resolvedText(resolved),
    createdAt: Date.now(),
    ...(editorGraph === undefined ? {} : { editorGraph: stringifyExactJson(editorGraph) }),
  };
}
