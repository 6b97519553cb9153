import { Injectable } from '@nestjs/common';
import { coordinatesOf } from '@gridscope/grid';
import { z } from 'zod';
import { ActivityRepository } from './activity.repository.js';

const keptInMemory = 50;
/** Of a frozen revision, its values' labels. */
const labelledAxes = z.object({ axes: z.array(z.object({ values: z.array(z.object({ label: z.string() })) })) });

type Labels = readonly (readonly string[])[];

/** Where a cell stands. */
export interface CellPlace {
  planId: string;
  index: number;
}

/** Says which values a cell has, e.g. `8 · euler · castle`. What a plan's axes are never changes. */
@Injectable()
export class CellLabels {
  private readonly byPlan = new Map<string, Labels>();

  constructor(private readonly repository: ActivityRepository) {}

  /** In the order of the cells, with one question for all whose plan was not seen lately. Empty where the plan is gone; `base` for a picture of the starting values. */
  async of(cells: readonly CellPlace[]): Promise<string[]> {
    const wanted = new Set(cells.map((cell) => cell.planId));
    const unknown = [...wanted].filter((planId) => !this.byPlan.has(planId));
    const read = unknown.length === 0 ? new Map<string, Labels>() : await this.read(unknown);
    const labels = cells.map(({ planId, index }) => labelOf(this.byPlan.get(planId) ?? read.get(planId), index));
    for (const [planId, axes] of read) this.byPlan.set(planId, axes);
    for (const planId of [...this.byPlan.keys()].slice(0, -keptInMemory)) this.byPlan.delete(planId);
    return labels;
  }

  private async read(planIds: readonly string[]): Promise<Map<string, Labels>> {
    const namings = await this.repository.planNamings(planIds);
    return new Map(namings.map(({ planId, kind, resolved }) => [planId, kind === 'base' ? [] : labelledAxes.parse(JSON.parse(resolved)).axes.map((axis) => axis.values.map((value) => value.label))]));
  }
}

function labelOf(axes: Labels | undefined, index: number): string {
  if (axes === undefined) return '';
  if (axes.length === 0) return 'base';
  const coordinates = coordinatesOf(index, axes.map((labels) => labels.length));
  return axes.map((labels, axis) => labels[coordinates[axis] ?? 0] ?? '').join(' · ');
}
