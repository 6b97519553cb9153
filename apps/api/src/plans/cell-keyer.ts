import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { planCells, type PlannedCell } from '@gridscope/grid';
import type { Plan } from '../database/entities/plan.entity.js';
import type { FrozenRevision } from '../experiments/frozen-revision.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import type { CellParameters } from '../generators/cell-parameters.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import { ServerPictures } from '../generators/comfy/server-pictures.js';
import { sourceOf } from './plan-source-of.js';
import { type ReusableTake, ReuseFinder } from './reuse-finder.js';
import { TakesRepository } from './takes.repository.js';
import { withPictures } from './with-pictures.js';

/** Cells that are bound and keyed before other work gets its turn. */
const breath = 25;

/** A planned cell with what it is drawn from. */
export interface KeyedCell {
  planned: PlannedCell;
  parameters: CellParameters;
  /** Absent for a skipped cell. */
  recipeKey?: string;
}

/** A stretch of a plan with the earlier drawings that stand for some of it. */
export interface KeyedCells {
  cells: readonly KeyedCell[];
  reusable: ReadonlyMap<string, ReusableTake>;
  /** Finished takes of these recipes before `reusable` was looked for: where there are more by the time of writing, it is to be looked for again. */
  doneCount: number;
  /** Cells of one recipe may wait for one drawing; never where a drawing costs money. */
  canShare: boolean;
}

/** Says of a plan's cells what they are drawn from, and what of it was drawn before. */
@Injectable()
export class CellKeyer {
  constructor(
    private readonly revisions: RevisionsService,
    private readonly generator: ComfyGenerator,
    private readonly pictures: ServerPictures,
    private readonly reuse: ReuseFinder,
    private readonly takes: TakesRepository,
  ) {}

  /** Cells from `from` to before `to`. Servers are asked what pictures and model files hold where a plan begins; it goes on with what it began with. */
  async key(plan: Plan, { from, to }: { from: number; to: number }): Promise<KeyedCells> {
    if (from === 0) this.reuse.refresh();
    const revision = await this.revisions.get(plan.revisionId);
    const pins = await this.pictures.pin(revision, { maxAgeMs: from === 0 ? 0 : Infinity });
    const cells: KeyedCell[] = [];
    for (const planned of planCells(sourceOf(plan.kind, revision), { from, to })) {
      cells.push(this.keyOne(revision, planned, pins));
      if (cells.length % breath === 0) await breathe();
    }
    const keys = [...new Set(cells.flatMap((cell) => cell.recipeKey ?? []))];
    const doneCount = await this.takes.doneCount(keys);
    const reusable = await this.reuse.find(revision, keys);
    return { cells, reusable, doneCount, canShare: revision.resolved.paidNodes.length === 0 };
  }

  private keyOne(revision: FrozenRevision, planned: PlannedCell, pins: Readonly<Record<string, string>>): KeyedCell {
    const parameters = withPictures(revision, planned.parameters, pins);
    return planned.isSkipped ? { planned, parameters } : { planned, parameters, recipeKey: this.generator.recipeKey({ revision, parameters }) };
  }
}
