import { Inject, Injectable } from '@nestjs/common';
import { notFound } from '../http/refused.error.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import type { ImageStore } from '../images/image-store.js';
import { imageStoreToken } from '../images/images.service.js';
import { exportCells } from './export-cells.js';
import type { ExportSource } from './export-source.js';
import { ExportsRepository } from './exports.repository.js';

const chunk = 500;

/** Makes plans readable for exporters. */
@Injectable()
export class ExportSources {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly revisions: RevisionsService,
    @Inject(imageStoreToken) private readonly store: ImageStore,
  ) {}

  /** Throws RefusedError (404). */
  async of(planId: string): Promise<ExportSource> {
    const plan = await this.repository.plan(planId);
    if (plan === null) throw notFound('plan', planId);
    const revision = await this.revisions.get(plan.revisionId);
    const experiment = await this.revisions.experiment(plan.experimentId);
    const axes = plan.kind === 'base' ? [] : revision.resolved.axes;
    const { repository, store } = this;
    return {
      planName: experiment.name,
      axes,
      cellCount: plan.cellCount,
      inputNames: inputNames(revision.workflow),
      read: (hash) => store.read(hash),
      open: (hash) => store.open(hash),
      async *cells() {
        for (let from = 0; from < plan.cellCount; from += chunk) yield exportCells(await repository.rows(planId, from, chunk), axes);
      },
    };
  }
}

/** `3.seed` → `KSampler seed`. */
function inputNames(workflow: Readonly<Record<string, { class_type: string; inputs: object; _meta?: { title?: string } }>>): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [nodeId, node] of Object.entries(workflow)) for (const input of Object.keys(node.inputs)) names[`${nodeId}.${input}`] = `${node._meta?.title ?? node.class_type} ${input}`;
  return names;
}
