import { endpoints, type ExperimentDraftInput } from '@gridscope/contract';
import type { Cluster } from './cluster.js';
import type { Rows } from './rows.js';

const seedCount = 20;
/** Each shares so many of its cells with the one before. */
const sharedSeeds = 8;

/** Experiments that overlap, begun one after the other so that there is always something to draw. */
export class Workload {
  private begun = 0;

  constructor(private readonly cluster: Cluster, private readonly rows: Rows) {}

  /** Keeps an experiment and starts its grid. */
  async begin(): Promise<void> {
    const place = this.begun++;
    const experiment = await this.cluster.ask((api) => api.request(endpoints.createExperiment, { body: draft(place) }));
    await this.cluster.ask((api) => api.request(endpoints.startPlan, { parameters: { experimentId: experiment.id }, body: {} }));
  }

  /** Begins further ones until at least so many cells are open. */
  async topUp(cells: number): Promise<void> {
    while ((await this.openCells()) < cells) await this.begin();
  }

  openCells(): Promise<number> {
    return this.rows.count(`select count(*) from cell where state in ('waiting', 'queued', 'running')`);
  }

  runningCells(): Promise<number> {
    return this.rows.count(`select count(*) from cell where state = 'running'`);
  }

  /** Plans that have more to come. */
  openPlans(): Promise<number> {
    return this.rows.count(`select count(*) from plan where state <> 'done'`);
  }
}

function draft(place: number): ExperimentDraftInput {
  const from = place * (seedCount - sharedSeeds) + 1;
  return {
    name: `Experiment ${place + 1}`,
    workflow: { template: 'txt2img' },
    servers: 'all',
    set: { 'EmptyLatentImage.width': 64, 'EmptyLatentImage.height': 64, 'KSampler.steps': 2 },
    axes: [{ input: 'KSampler.seed', values: `${from}-${from + seedCount - 1}` }, { input: 'KSampler.cfg', values: '3, 7' }],
  };
}
