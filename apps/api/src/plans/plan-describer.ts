import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { ExperimentDraft, PlanDescription, Problem } from '@gridscope/contract';
import { cellAt, describePlan, estimateSeconds, type Parameters, planCells } from '@gridscope/grid';
import { listOutputs } from '@gridscope/comfy';
import { DraftResolver, type ResolvedDraft } from '../experiments/draft-resolver.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { missingFor } from '../experiments/missing-things.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import { ServerPictures } from '../generators/comfy/server-pictures.js';
import { ServersService } from '../servers/servers.service.js';
import { paidCallsOf } from './plan-starter.js';
import { ReuseFinder } from './reuse-finder.js';
import { withPictures } from './with-pictures.js';

/** So many cells are compared with earlier pictures while somebody types; beyond, the count is a lower bound and says so. */
const comparedCells = 2_000;
const budgetMs = 300;
const batch = 100;
/** While somebody types, a server is not asked at each stroke what its pictures hold. */
const pictureAgeMs = 10_000;
/** The built-in engine before it has drawn anything here: 512 × 512 and some ten steps on an ordinary processor. */
const engineSecondsPerCell = 0.5;

/** Says what a draft would draw, before anything is stored or spent. */
@Injectable()
export class PlanDescriber {
  constructor(
    private readonly resolver: DraftResolver,
    private readonly servers: ServersService,
    private readonly generator: ComfyGenerator,
    private readonly pictures: ServerPictures,
    private readonly reuse: ReuseFinder,
  ) {}

  async describe(draft: ExperimentDraft): Promise<PlanDescription> {
    const resolved = this.resolver.resolve(draft);
    const isSound = resolved.resolved.problems.every((problem) => problem.severity !== 'error');
    const { axes } = resolved.resolved;
    const about = { axes, outputs: this.outputs(resolved) };
    if (!isSound) {
      const cellCount = axes.reduce((count, axis) => count * axis.values.length, 1);
      return { ...about, problems: resolved.resolved.problems, cellCount, toDraw: 0, reused: 0, skipped: 0, servers: this.serverViews(resolved, []), paidCalls: 0, samples: [] };
    }
    return { ...about, ...(await this.describeSound(resolved)) };
  }

  private async describeSound(resolved: ResolvedDraft): Promise<Omit<PlanDescription, 'axes' | 'outputs'>> {
    const { cellCount, skippedCount } = describePlan(resolved.resolved);
    const revision: FrozenRevision = { ...resolved, id: '', experimentId: '', number: 0 };
    const { reused, skipped, compared } = await this.compare(revision, cellCount);
    const allSkipped = skippedCount ?? skipped;
    const toDraw = Math.max(0, cellCount - allSkipped - reused);
    const samples = sampleIndexes(cellCount).map((index) => cellAt(resolved.resolved, index));
    const problems: Problem[] = [...resolved.resolved.problems];
    if (compared < cellCount) problems.push({ severity: 'warning', path: ['axes'], message: `Only the first ${compared} cells were compared with earlier pictures; starting compares all.` });
    return {
      problems,
      cellCount,
      toDraw,
      reused,
      skipped: allSkipped,
      ...(toDraw === 0 ? {} : { estimate: estimateSeconds({ cells: toDraw, servers: this.paces(resolved) }) }),
      servers: this.serverViews(resolved, samples.map((sample) => sample.parameters)),
      paidCalls: paidCallsOf(revision, toDraw),
      samples: samples.map(({ index, labels, parameters }) => ({ index, labels, set: parameters.set, bypass: parameters.bypass })),
    };
  }

  /** Exact for as many cells as there is time for: typing stays responsive. */
  private async compare(revision: FrozenRevision, cellCount: number): Promise<{ reused: number; skipped: number; compared: number }> {
    const untilMs = Date.now() + budgetMs;
    const pins = await this.pictures.pin(revision, { maxAgeMs: pictureAgeMs });
    const seen = new Set<string>();
    let reused = 0;
    let skipped = 0;
    let compared = 0;
    while (compared < Math.min(cellCount, comparedCells) && (compared === 0 || Date.now() < untilMs)) {
      const cells = [...planCells(revision.resolved, { from: compared, to: Math.min(cellCount, compared + batch) })];
      const keys = cells.filter((cell) => !cell.isSkipped).map((cell) => this.generator.recipeKey({ revision, parameters: withPictures(revision, cell.parameters, pins) }));
      const found = await this.reuse.find(revision, keys);
      reused += keys.filter((key) => found.has(key) || (seen.has(key) && revision.resolved.paidNodes.length === 0) || !seen.add(key)).length;
      skipped += cells.length - keys.length;
      compared += cells.length;
      await breathe();
    }
    return { reused, skipped, compared };
  }

  private outputs({ workflow, resolved }: ResolvedDraft): PlanDescription['outputs'] {
    return listOutputs(workflow, resolved.catalogue).map(({ nodeId, title, classType }) => ({ nodeId, title, classType, isKept: resolved.outputs.includes(nodeId) }));
  }

  private serverViews({ workflow, resolved }: ResolvedDraft, samples: readonly Parameters[]): PlanDescription['servers'] {
    const cells = samples.length > 0 ? samples : [{ set: {}, bypass: [] }];
    return this.servers.eligible(resolved.servers).map(({ id, name, state }) => {
      const isReady = state === 'ready';
      const missing = isReady ? cells.flatMap((parameters) => missingFor(workflow, parameters, this.servers.catalogueOf(id))) : [];
      return { name, isReady, missing: [...new Set(missing.filter((thing) => thing.kind !== 'paid').map((thing) => thing.message))] };
    });
  }

  private paces({ resolved }: ResolvedDraft) {
    const views = new Map(this.servers.views().map((view) => [view.id, view.secondsPerCell]));
    return this.servers.eligible(resolved.servers).map(({ id, kind }) => {
      const secondsPerCell = views.get(id);
      if (secondsPerCell !== undefined) return { secondsPerCell, basis: 'measured' as const };
      return { basis: 'guess' as const, ...(kind === 'engine' ? { secondsPerCell: engineSecondsPerCell } : {}) };
    });
  }
}

/** First, middle and last. */
function sampleIndexes(cellCount: number): number[] {
  return [...new Set([0, Math.floor((cellCount - 1) / 2), cellCount - 1])];
}
