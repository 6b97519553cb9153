import { Injectable } from '@nestjs/common';
import type { ExperimentView } from '@gridscope/contract';
import { readParameters } from '../generators/cell-parameters.js';
import { notFound } from '../http/refused.error.js';
import { PlansService } from '../plans/plans.service.js';
import { draftFromCell } from './draft-from-cell.js';
import { DraftResolver } from './draft-resolver.js';
import { ExperimentsRepository } from './experiments.repository.js';
import { ExperimentsService } from './experiments.service.js';
import { RevisionsService } from './revisions.service.js';

/** New experiments that start from a cell of another. */
@Injectable()
export class CellExperiments {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly plans: PlansService,
    private readonly revisions: RevisionsService,
    private readonly resolver: DraftResolver,
    private readonly experiments: ExperimentsService,
  ) {}

  async fromCell(cellId: string): Promise<ExperimentView> {
    const cell = await this.repository.findCell(cellId);
    if (cell === null) throw notFound('cell', cellId);
    const plan = await this.plans.get(cell.planId);
    const experiment = await this.experiments.get(plan.experimentId);
    const revision = await this.revisions.get(plan.revisionId);
    const draft = draftFromCell(revision, readParameters(cell.parameters), `${experiment.name.slice(0, 180)}, cell ${cell.index + 1}`);
    return this.experiments.begin(this.resolver.resolve(draft), cellId);
  }
}
