import { coordinatesOf } from '@gridscope/grid';
import type { Plan } from '../database/entities/plan.entity.js';
import type { WaitingGroup } from './choose-cells.js';
import type { WaitingCell } from './waiting-cells.repository.js';

/** Above every grid: somebody waits for this one picture. */
const byHand = 1_000;

interface Group {
  key: string;
  /** Its place among the plan's groups: models that cost most to change run slowest. */
  rank: number;
  priority: number;
  sample: number;
  cells: WaitingCell[];
}

/** What waits of one plan, in the order in which it should be drawn: grouped by the models it needs. */
export class PlanLine {
  private readonly groups = new Map<string, Group>();
  private readonly takes = new Set<string>();
  /** Everything up to this sequence is in line. */
  sequence = 0;

  constructor(
    private readonly plan: Pick<Plan, 'id' | 'priority' | 'kind'>,
    private readonly sizes: readonly number[],
    /** Axes that change what is loaded, the most costly first. */
    private readonly modelAxes: readonly number[],
  ) {}

  get isEmpty(): boolean {
    return this.groups.size === 0;
  }

  /** Puts cells in line; of those that wait for the same take, one. */
  add(cells: readonly WaitingCell[]): void {
    for (const cell of cells) {
      this.sequence = Math.max(this.sequence, cell.sequence);
      if (this.takes.has(cell.takeId)) continue;
      this.takes.add(cell.takeId);
      this.groupOf(cell).cells.push(cell);
    }
  }

  /** The groups in drawing order. `serversOf`: who can draw the cell at an index. */
  waiting(serversOf: (index: number) => ReadonlySet<string>): WaitingGroup[] {
    return [...this.groups.values()].sort((a, b) => a.rank - b.rank).map(({ key, priority, sample, cells }) => ({ key, planId: this.plan.id, priority, serverIds: serversOf(sample), count: cells.length }));
  }

  /** Takes the next cell of a group out of the line. */
  next(groupKey: string): WaitingCell | undefined {
    const group = this.groups.get(groupKey);
    const cell = group?.cells.shift();
    if (cell !== undefined) this.takes.delete(cell.takeId);
    if (group?.cells.length === 0) this.groups.delete(groupKey);
    return cell;
  }

  private groupOf(cell: WaitingCell): Group {
    const place = this.modelAxes.map((axis) => this.coordinates(cell)[axis] ?? 0);
    const priority = cell.priority * byHand + this.plan.priority;
    const key = `${this.plan.id} ${priority} ${place.join('.')}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const rank = place.reduce((sum, coordinate, axis) => sum * (this.sizes[this.modelAxes[axis] ?? 0] ?? 1) + coordinate, 0);
    const made: Group = { key, rank, priority, sample: cell.index, cells: [] };
    this.groups.set(key, made);
    return made;
  }

  private coordinates(cell: WaitingCell): number[] {
    return this.plan.kind === 'grid' ? coordinatesOf(cell.index, this.sizes) : [];
  }
}
