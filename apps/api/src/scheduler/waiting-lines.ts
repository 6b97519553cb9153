import { Injectable } from '@nestjs/common';
import type { WaitingGroup } from '@gridscope/grid';
import type { Plan } from '../database/entities/plan.entity.js';
import { RevisionsService } from '../experiments/revisions.service.js';
import { RunHistory } from '../runs/run-history.js';
import { DrawableOn } from './drawable-on.js';
import { KnownLine } from './known-line.js';
import type { TakenCell } from './plan-line.js';
import { type ChangedCell, WaitingCellsRepository } from './waiting-cells.repository.js';

/** So many cells are read before it is looked again whether a seat is free. */
const chunk = 2_000;
/** A cell that nobody claimed is not offered again at once: whatever stood in the way may stand there still. */
const restMs = 250;

/** What waits of all plans. A line is a memory of the database, never the truth: what is taken from it is still to be claimed. */
@Injectable()
export class WaitingLines {
  private readonly known = new Map<string, KnownLine>();
  private readonly stale = new Set<string>();
  private readonly returned = new Map<string, TakenCell>();
  /** Plan → its sequence when its line was last found to know of fewer waiting cells than there are. */
  private readonly tooShortAt = new Map<string, number>();

  constructor(
    private readonly repository: WaitingCellsRepository,
    private readonly revisions: RevisionsService,
    private readonly drawable: DrawableOn,
    private readonly history: RunHistory,
  ) {}

  /** Whether there is more to read. */
  get isStale(): boolean {
    return this.stale.size > 0;
  }

  /** When the next cell has rested enough, or a plan that is being written is begun, UTC milliseconds; Infinity: neither is waited for. */
  nextRestEndMs(nowMs: number): number {
    return Math.min(Infinity, ...[...this.known.values()].map((known) => (known.isHeldBack(nowMs) ? Math.min(known.beginsAtMs, known.line.nextRestEndMs) : known.line.nextRestEndMs)));
  }

  /** Cells of the plan changed, or the plan itself. */
  refresh(planId: string): void {
    this.stale.add(planId);
  }

  /** Looks at every plan that is not finished, in case that a message or a cell was lost on the way. */
  async refreshAll(): Promise<void> {
    const open = await this.repository.openPlans();
    await this.forgetTooShort(open);
    for (const { id } of open) this.stale.add(id);
    for (const planId of this.known.keys()) this.stale.add(planId);
  }

  /** Forgets everything. */
  clear(): void {
    this.known.clear();
    this.stale.clear();
    this.returned.clear();
    this.tooShortAt.clear();
  }

  /** Which of these cells still wait. */
  waitingAmong(cellIds: readonly string[]): Promise<Set<string>> {
    return this.repository.waitingAmong(cellIds);
  }

  /** A cell that was taken and not claimed: it may wait still, and so may others of its plan that were taken with it. */
  putBack(cell: TakenCell): void {
    this.returned.set(cell.cellId, cell);
  }

  /** A take is drawn: whoever else waits for it waits no more. */
  drop(takeId: string): void {
    for (const { line } of this.known.values()) line.drop(takeId);
  }

  /** Reads what is stale, a chunk of each plan. */
  async load(nowMs: number): Promise<void> {
    for (const planId of [...this.stale]) await this.loadOne(planId, nowMs);
    for (const [cellId, { planId, takeId }] of [...this.returned]) {
      const known = this.known.get(planId);
      if (known !== undefined) await this.follow(known, (await this.repository.ofTake(planId, takeId)).map((cell) => rested(cell, nowMs + restMs)), nowMs);
      this.returned.delete(cellId);
    }
    for (const known of this.known.values()) await this.follow(known, known.line.rested(nowMs), nowMs);
  }

  /** `isPaused`: everything is paused, but for what was asked for by hand. */
  waiting(isPaused: boolean, nowMs: number): WaitingGroup[] {
    return [...this.known.values()].flatMap((known) => known.waiting(isPaused, this.drawable, nowMs));
  }

  /** Whether the plan may have something to draw. */
  isOpen(planId: string): boolean {
    return this.known.has(planId);
  }

  /** Takes the next cell of a group out of its line. */
  take(groupKey: string): TakenCell | undefined {
    return this.known.get(groupKey.slice(0, groupKey.indexOf(' ')))?.line.take(groupKey);
  }

  /** A line that twice knows of fewer waiting cells than there are, though nothing of its plan changed meanwhile, is made anew. */
  private async forgetTooShort(open: readonly { id: string; sequence: number }[]): Promise<void> {
    const counts = await this.repository.waitingCounts(open.map(({ id }) => id));
    for (const { id, sequence } of open) {
      const line = this.known.get(id)?.line;
      const isTooShort = line !== undefined && line.sequence >= sequence && line.cellCount < (counts.get(id) ?? 0);
      if (isTooShort && this.tooShortAt.get(id) === sequence) this.known.delete(id);
      if (isTooShort) this.tooShortAt.set(id, sequence);
      else this.tooShortAt.delete(id);
    }
  }

  private async loadOne(planId: string, nowMs: number): Promise<void> {
    this.stale.delete(planId);
    const plan = await this.repository.findPlan(planId);
    if (plan === null || plan.state === 'done' || plan.state === 'cancelled') return void this.known.delete(planId);
    const known = await this.lineOf(plan, nowMs);
    if (known.line.sequence >= plan.sequence) return;
    const cells = await this.repository.changed(planId, known.line.sequence, chunk);
    known.line.followOn(cells, nowMs, await this.unfitFor(cells));
    if (cells.length === chunk) this.stale.add(planId);
  }

  private async lineOf(plan: Plan, nowMs: number): Promise<KnownLine> {
    const before = this.known.get(plan.id);
    if (before !== undefined && before.plan.drawOrder === plan.drawOrder) before.plan = plan;
    const known = before?.plan === plan ? before : new KnownLine(plan, await this.revisions.get(plan.revisionId), nowMs);
    this.known.set(plan.id, known);
    return known;
  }

  private async follow(known: KnownLine, cells: readonly ChangedCell[], nowMs: number): Promise<void> {
    if (cells.length > 0) known.line.follow(cells, nowMs, await this.unfitFor(cells));
  }

  private unfitFor(cells: readonly ChangedCell[]): ReturnType<RunHistory['unfit']> {
    return this.history.unfit(cells.flatMap((cell) => (cell.notBefore === null || cell.takeId === null ? [] : [cell.takeId])));
  }
}

function rested(cell: ChangedCell, untilMs: number): ChangedCell {
  return { ...cell, notBefore: Math.max(cell.notBefore ?? 0, untilMs) };
}
