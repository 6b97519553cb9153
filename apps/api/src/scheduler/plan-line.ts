import type { Plan } from '../database/entities/plan.entity.js';
import type { Unfit } from '../runs/run-history.js';
import type { LineTerms } from './line-terms.js';
import type { ChangedCell } from './waiting-cells.repository.js';

/** Cells that wait for one take: one of them is drawn for all. */
interface Entry {
  takeId: string;
  cells: ChangedCell[];
  group: LineGroup;
  position: number;
  steps: number;
  isGone: boolean;
}

/** Cells of a plan that need the same, by hand or not, in drawing order. */
export interface LineGroup {
  key: string;
  isByHand: boolean;
  /** A cell of it. */
  sampleIndex: number;
  /** Equal for cells that can be drawn on the same servers. */
  needs: string;
  modelKey: string;
  unfit: Unfit;
  count: number;
  stepsPerCell: number;
  /** The last one is next. */
  entries: Entry[];
  isSorted: boolean;
}

/** A cell that was taken out of the line. */
export interface TakenCell {
  cellId: string;
  takeId: string;
  planId: string;
  modelKey: string;
}

const allFit: Unfit = { tooSmall: [], lost: [] };

/** What waits of one plan, in the order in which it should be drawn. It follows the plan's changes by their sequence. */
export class PlanLine {
  /** Every change up to this sequence is known. */
  sequence = 0;
  private readonly groups = new Map<string, LineGroup>();
  private readonly byTake = new Map<string, Entry>();
  private readonly takeOf = new Map<string, string>();
  private readonly resting = new Map<string, ChangedCell>();

  constructor(private readonly plan: Pick<Plan, 'id'>, private readonly terms: LineTerms) {}

  /** How many cells it knows to wait, those that rest included. */
  get cellCount(): number {
    return this.takeOf.size + this.resting.size;
  }

  /** When the next cell has rested enough, UTC milliseconds; Infinity: none rests. */
  get nextRestEndMs(): number {
    return Math.min(Infinity, ...[...this.resting.values()].map((cell) => cell.notBefore ?? 0));
  }

  /** Brings cells up to date. `unfit`: of takes that were lost before. */
  follow(cells: readonly ChangedCell[], nowMs: number, unfit: ReadonlyMap<string, Unfit> = new Map()): void {
    for (const cell of cells) {
      this.remove(cell.id);
      if (cell.state !== 'waiting' || cell.takeId === null) continue;
      if (cell.notBefore !== null && cell.notBefore > nowMs) this.resting.set(cell.id, cell);
      else this.join(cell, cell.takeId, unfit.get(cell.takeId) ?? allFit);
    }
  }

  /** The same for all changes after those that are known, or the next of them. A cell that is read alone says nothing of what changed before it. */
  followOn(cells: readonly ChangedCell[], nowMs: number, unfit?: ReadonlyMap<string, Unfit>): void {
    this.follow(cells, nowMs, unfit);
    this.sequence = cells.reduce((highest, cell) => Math.max(highest, cell.sequence), this.sequence);
  }

  /** Cells whose rest is over: they are to be followed again. */
  rested(nowMs: number): ChangedCell[] {
    return [...this.resting.values()].filter((cell) => (cell.notBefore ?? 0) <= nowMs);
  }

  waiting(): LineGroup[] {
    return [...this.groups.values()];
  }

  /** Where the next cell of a group stands in the drawing order. */
  orderOf(group: LineGroup): number {
    return this.nextOf(group)?.position ?? Infinity;
  }

  /** Takes the next cell of a group out of the line, with all that wait for the same. */
  take(groupKey: string): TakenCell | undefined {
    const group = this.groups.get(groupKey);
    const entry = group === undefined ? undefined : this.nextOf(group);
    const [cell] = entry?.cells ?? [];
    if (group === undefined || entry === undefined || cell === undefined) return undefined;
    this.drop(entry.takeId);
    return { cellId: cell.id, takeId: entry.takeId, planId: this.plan.id, modelKey: group.modelKey };
  }

  /** Takes out what waits for a take: it is drawn for another plan. */
  drop(takeId: string): void {
    const resting = [...this.resting.values()].filter((cell) => cell.takeId === takeId);
    for (const cell of [...(this.byTake.get(takeId)?.cells ?? []), ...resting]) this.remove(cell.id);
  }

  private join(cell: ChangedCell, takeId: string, unfit: Unfit): void {
    this.takeOf.set(cell.id, takeId);
    const known = this.byTake.get(takeId);
    if (known !== undefined && (known.group.isByHand || cell.priority === 0)) {
      known.cells.push(cell);
      return;
    }
    if (known !== undefined) this.leave(known);
    const group = this.groupOf(cell, unfit);
    const entry: Entry = { takeId, cells: [cell, ...(known?.cells ?? [])], group, position: this.terms.positionOf(cell.index), steps: this.terms.stepsOf(cell.index), isGone: false };
    this.byTake.set(takeId, entry);
    group.stepsPerCell = (group.stepsPerCell * group.count + entry.steps) / (group.count + 1);
    group.count += 1;
    group.entries.push(entry);
    group.isSorted = false;
  }

  private remove(cellId: string): void {
    this.resting.delete(cellId);
    const takeId = this.takeOf.get(cellId);
    const entry = takeId === undefined ? undefined : this.byTake.get(takeId);
    if (takeId === undefined || entry === undefined) return;
    this.takeOf.delete(cellId);
    entry.cells = entry.cells.filter((cell) => cell.id !== cellId);
    if (entry.cells.length > 0) return;
    this.byTake.delete(takeId);
    this.leave(entry);
  }

  /** It stays in the list, and is passed over there. */
  private leave(entry: Entry): void {
    entry.isGone = true;
    entry.group.count -= 1;
    if (entry.group.count === 0) this.groups.delete(entry.group.key);
  }

  private nextOf(group: LineGroup): Entry | undefined {
    if (!group.isSorted) group.entries = group.entries.filter((entry) => !entry.isGone).sort((a, b) => b.position - a.position);
    group.isSorted = true;
    while (group.entries.at(-1)?.isGone === true) group.entries.pop();
    return group.entries.at(-1);
  }

  private groupOf(cell: ChangedCell, unfit: Unfit): LineGroup {
    const isByHand = cell.priority > 0;
    const needs = this.terms.needsOf(cell.index);
    const key = `${this.plan.id} ${isByHand ? 'by hand' : ''} ${needs} ${unfit.tooSmall.join(',')} ${unfit.lost.join(',')}`;
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const made: LineGroup = { key, isByHand, sampleIndex: cell.index, needs, modelKey: this.terms.modelKeyOf(cell.index), unfit, count: 0, stepsPerCell: 0, entries: [], isSorted: true };
    this.groups.set(key, made);
    return made;
  }
}
