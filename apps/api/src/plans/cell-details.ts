import { Injectable } from '@nestjs/common';
import { bindWorkflow, workflowText } from '@gridscope/comfy';
import type { CellDetail, OutputView, TakeView } from '@gridscope/contract';
import type { Attempt } from '../database/entities/attempt.entity.js';
import type { Cell } from '../database/entities/cell.entity.js';
import type { Take } from '../database/entities/take.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { readParameters } from '../generators/cell-parameters.js';
import type { OriginFacts } from '../generators/generator.js';
import { MetricsService } from '../metrics/metrics.service.js';
import { CellsRepository, type OutputRow } from './cells.repository.js';
import { CellsService } from './cells.service.js';
import { PlansService } from './plans.service.js';

/** Puts together everything known of one cell. */
@Injectable()
export class CellDetails {
  constructor(
    private readonly cells: CellsService,
    private readonly repository: CellsRepository,
    private readonly plans: PlansService,
    private readonly revisions: RevisionsService,
    private readonly metrics: MetricsService,
  ) {}

  async of(cellId: string): Promise<CellDetail> {
    const cell = await this.cells.get(cellId);
    const plan = await this.plans.get(cell.planId);
    const revision = await this.revisions.get(plan.revisionId);
    const parameters = readParameters(cell.parameters);
    const takes = await this.repository.takesOf(cell);
    const takeIds = takes.map((take) => take.id);
    const attempts = await this.repository.attemptsOf(takeIds);
    const outputs = await this.repository.outputsOf(takeIds);
    const shown = attempts.filter((attempt) => attempt.takeId === cell.takeId && attempt.state === 'done');
    return {
      cell: await this.cells.view(cellId),
      coordinates: coordinates(cell, plan.kind === 'grid' ? revision : undefined),
      parameters: { set: parameters.set, bypass: parameters.bypass },
      inputNames: inputNames(revision, Object.keys(parameters.set)),
      takes: takes.map((take, place) => takeView(take, place + 1, attempts, outputs)).reverse(),
      metrics: await this.metrics.viewsOf(outputs.filter((output) => output.takeId === cell.takeId), shown.map((attempt) => attempt.id)),
      ...(await this.reusedFrom(cell, takes)),
      workflow: workflowText(bindWorkflow(revision.workflow, parameters, { catalogue: revision.resolved.catalogue })),
    };
  }

  /** Absent where it was drawn for this cell, and where the cell that it was drawn for is gone. */
  private async reusedFrom(cell: Cell, takes: readonly Take[]): Promise<Pick<CellDetail, 'reusedFrom'>> {
    const take = takes.find((candidate) => candidate.id === cell.takeId);
    if (cell.state !== 'done' || take === undefined || take.cellId === cell.id) return {};
    const source = await this.repository.find(take.cellId);
    if (source === null) return {};
    const plan = await this.plans.get(source.planId);
    const experiment = await this.revisions.experiment(plan.experimentId);
    return { reusedFrom: { cellId: source.id, planId: plan.id, experimentId: experiment.id, experimentName: experiment.name } };
  }
}

function coordinates(cell: Cell, revision: FrozenRevision | undefined): CellDetail['coordinates'] {
  // Written by the plan's writer, a value id for each axis.
  const valueIds = JSON.parse(cell.valueIds) as string[];
  return (revision?.resolved.axes ?? []).flatMap((axis, place) => {
    const value = axis.values.find((candidate) => candidate.id === valueIds[place]);
    return value === undefined ? [] : [{ axis: axis.id, value: value.id, label: value.label }];
  });
}

/** `3.seed` → `KSampler seed`. */
function inputNames({ workflow }: FrozenRevision, paths: readonly string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => {
    const dot = path.indexOf('.');
    const node = workflow[path.slice(0, dot)];
    return [path, `${node?._meta?.title ?? node?.class_type ?? path.slice(0, dot)} ${path.slice(dot + 1)}`];
  }));
}

function takeView(take: Take, number: number, attempts: readonly Attempt[], outputs: readonly OutputRow[]): TakeView {
  return {
    id: take.id,
    number,
    state: take.state,
    createdAt: take.createdAt,
    outputs: outputs.filter((output) => output.takeId === take.id).map(outputView),
    attempts: attempts.filter((attempt) => attempt.takeId === take.id).map(attemptView),
  };
}

function outputView(output: OutputRow): OutputView {
  const { id, nodeId, key, batchIndex, kind, isTemporary } = output;
  const isImage = kind === 'image';
  return {
    id, nodeId, key, batchIndex, kind, isTemporary,
    ...(isImage && typeof output.fileHash === 'string' ? { image: output.fileHash } : {}),
    ...(output.widthPx === undefined ? {} : { widthPx: output.widthPx }),
    ...(output.heightPx === undefined ? {} : { heightPx: output.heightPx }),
    ...(typeof output.fileName === 'string' ? { fileName: output.fileName } : {}),
    ...(typeof output.sizeBytes === 'number' ? { sizeBytes: output.sizeBytes } : {}),
    ...(typeof output.text === 'string' ? { text: output.text } : {}),
  };
}

function attemptView(attempt: Attempt): TakeView['attempts'][number] {
  // Written by this program; absent until the attempt has ended well.
  const facts = typeof attempt.facts === 'string' ? (JSON.parse(attempt.facts) as OriginFacts) : undefined;
  const { id, number, serverName, promptId, state, claimedAt } = attempt;
  return {
    id, number, serverName, promptId, state, claimedAt,
    ...(typeof attempt.error === 'string' ? { error: attempt.error } : {}),
    ...(attempt.verification === 'verified' || attempt.verification === 'unverified' ? { verification: attempt.verification } : {}),
    ...(typeof attempt.startedAt === 'number' ? { startedAt: attempt.startedAt } : {}),
    ...(typeof attempt.finishedAt === 'number' ? { finishedAt: attempt.finishedAt } : {}),
    ...(typeof attempt.waitMs === 'number' ? { waitSeconds: attempt.waitMs / 1_000 } : {}),
    ...(typeof attempt.loadMs === 'number' ? { loadSeconds: attempt.loadMs / 1_000 } : {}),
    ...(typeof attempt.drawMs === 'number' ? { drawSeconds: attempt.drawMs / 1_000 } : {}),
    ...(facts?.device === undefined ? {} : { device: facts.device }),
    ...(facts?.version === undefined ? {} : { comfyVersion: facts.version }),
  };
}
