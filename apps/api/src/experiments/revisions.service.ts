import { Injectable } from '@nestjs/common';
import type { Experiment } from '../database/entities/experiment.entity.js';
import { notFound } from '../http/refused.error.js';
import { type FrozenRevision, thaw } from './frozen-revision.js';
import { RevisionsRepository } from './revisions.repository.js';

const keptInMemory = 20;

/** Reads revisions. They never change, so the ones in use are parsed once. */
@Injectable()
export class RevisionsService {
  private readonly thawed = new Map<string, FrozenRevision>();

  constructor(private readonly repository: RevisionsRepository) {}

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
