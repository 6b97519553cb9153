import { Injectable } from '@nestjs/common';
import { JobsService } from '../jobs/jobs.service.js';
import { PlanLists } from '../plans/plan-lists.js';
import { PlansService } from '../plans/plans.service.js';
import { ExperimentNews } from './experiment-news.js';
import { ExperimentsRepository } from './experiments.repository.js';
import { ExperimentsService } from './experiments.service.js';

const deletedAtOnce = 2_000;

/** Deletes experiments. */
@Injectable()
export class ExperimentDeletion {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly experiments: ExperimentsService,
    private readonly plans: PlansService,
    private readonly lists: PlanLists,
    private readonly news: ExperimentNews,
    private readonly jobs: JobsService,
  ) {}

  /** Its cells go a chunk at a time, so that a large one holds nobody up; pictures that nothing shows any more are swept later. */
  async delete(id: string): Promise<void> {
    await this.experiments.get(id);
    for (const plan of await this.lists.ofExperiment(id, ['writing', 'running', 'paused'])) await this.plans.cancel(plan.id);
    while ((await this.repository.deleteCells(id, deletedAtOnce)) > 0);
    await this.repository.delete(id);
    this.news.deleted(id);
    await this.jobs.add({ type: 'sweep' });
  }
}
