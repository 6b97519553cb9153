import { Injectable } from '@nestjs/common';
import { coordinatesOf } from '@gridscope/grid';
import { z } from 'zod';
import { ActivityRepository } from './activity.repository.js';

const keptInMemory = 50;
/** Of a frozen revision, its values' labels. */
const labelledAxes = z.object({ axes: z.array(z.object({ values: z.array(z.object({ label: z.string() })) })) });

type Labels = readonly (readonly string[])[];

/** Says which values a cell has, e.g. `8 · euler · castle`. What a plan's axes are never changes. */
@Injectable()
export class CellLabels {
  private readonly byPlan = new Map<string, Labels>();

  constructor(private readonly repository: ActivityRepository) {}

  /** Empty where the plan is gone; `base` for a picture of the starting values. */
  async of(planId: string, index: number): Promise<string> {
    const axes = this.byPlan.get(planId) ?? (await this.read(planId));
    if (axes === undefined) return '';
    if (axes.length === 0) return 'base';
    const coordinates = coordinatesOf(index, axes.map((labels) => labels.length));
    return axes.map((labels, axis) => labels[coordinates[axis] ?? 0] ?? '').join(' · ');
  }

  private async read(planId: string): Promise<Labels | undefined> {
    const naming = await this.repository.planNaming(planId);
    if (naming === undefined) return undefined;
    const axes = naming.kind === 'base' ? [] : labelledAxes.parse(JSON.parse(naming.resolved)).axes.map((axis) => axis.values.map((value) => value.label));
    this.byPlan.set(planId, axes);
    const oldest = this.byPlan.keys().next().value;
    if (this.byPlan.size > keptInMemory && oldest !== undefined) this.byPlan.delete(oldest);
    return axes;
  }
}
