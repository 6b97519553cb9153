import { Injectable } from '@nestjs/common';
import { type Assignment, chooseCells, RunMemory, type WaitingGroup } from '@gridscope/grid';
import { ExecutionPause } from '../execution/execution-pause.js';
import { JobsService } from '../jobs/jobs.service.js';
import { AssignedCells } from './assigned-cells.js';
import { ServerOffers } from './server-offers.js';
import { WaitingLines } from './waiting-lines.js';

/** Servers' speeds are read again after that time, when cells were drawn. */
const learnEveryMs = 500;

/** One look after the other at what waits and what is free. */
@Injectable()
export class SchedulingRounds {
  private readonly assigned = new AssignedCells();
  /** Plan → when its last turn began, counted in turns. */
  private readonly turns = new Map<string, number>();
  private turnCount = 0;
  private isPaused: boolean | undefined;
  private mustLookAtEverything = false;
  private learnedAtMs = 0;
  private hasDrawn = true;
  /** Since when something waits without a break, UTC milliseconds, and what became of it. */
  private run: { beganAtMs: number; memory: RunMemory } | undefined;

  constructor(
    private readonly lines: WaitingLines,
    private readonly offers: ServerOffers,
    private readonly pause: ExecutionPause,
    private readonly jobs: JobsService,
  ) {}

  /** When there may be more to give by itself, UTC milliseconds; Infinity: never. */
  nextRestEndMs(nowMs: number): number {
    return this.lines.nextRestEndMs(nowMs);
  }

  /** Nothing that was known before holds. */
  begin(): void {
    this.lines.clear();
    this.offers.clear();
    this.assigned.clear();
    this.run = undefined;
    this.lookAtEverything();
  }

  lookAtEverything(): void {
    this.mustLookAtEverything = true;
    this.isPaused = undefined;
  }

  planChanged(planId: string): void {
    this.lines.refresh(planId);
  }

  executionChanged(): void {
    this.isPaused = undefined;
  }

  claimed(cellId: string): void {
    const cell = this.assigned.end(cellId);
    if (cell !== undefined) this.lines.drop(cell.takeId);
  }

  /** `isClaimed`: the job had got its cell. */
  ended(cellId: string, isClaimed: boolean): void {
    this.hasDrawn = true;
    const cell = this.assigned.end(cellId);
    if (cell !== undefined && !isClaimed) this.lines.putBack(cell);
  }

  /** Gives what the free seats take; whether another round should follow at once. `isLeading` is asked before each gift. */
  async next(nowMs: number, isLeading: () => boolean): Promise<boolean> {
    await this.read(nowMs);
    const servers = await this.offers.now(this.assigned.counts(), nowMs);
    const groups = this.lines.waiting(this.isPaused ?? false, nowMs);
    this.run = groups.length === 0 ? undefined : (this.run ?? { beganAtMs: nowMs, memory: new RunMemory() });
    if (this.run === undefined || servers.every((server) => server.freeSeats <= 0)) return this.lines.isStale;
    const { beganAtMs, memory } = this.run;
    const byKey = new Map(groups.map((group) => [group.key, group]));
    let isAllGiven = true;
    for (const assignment of chooseCells(servers, groups, { turns: this.turns, elapsedSeconds: (nowMs - beganAtMs) / 1_000, memory })) {
      isAllGiven = (isLeading() && (await this.give(assignment, byKey.get(assignment.groupKey), nowMs))) && isAllGiven;
    }
    return this.lines.isStale || !isAllGiven;
  }

  private async read(nowMs: number): Promise<void> {
    await this.hearOfClaims(this.assigned.unheardOf(nowMs));
    for (const cell of this.assigned.overdue(nowMs)) this.lines.putBack(cell);
    if (this.mustLookAtEverything) {
      this.mustLookAtEverything = false;
      await this.lines.refreshAll();
      for (const planId of this.turns.keys()) if (!this.lines.isOpen(planId)) this.turns.delete(planId);
    }
    this.isPaused ??= await this.pause.isPaused();
    await this.lines.load(nowMs);
    if (this.hasDrawn && nowMs - this.learnedAtMs >= learnEveryMs) await this.learn(nowMs);
  }

  /** A cell that waits no more holds a seat by itself, if any: on its way it would hold a second one. */
  private async hearOfClaims(cellIds: readonly string[]): Promise<void> {
    if (cellIds.length === 0) return;
    const waiting = await this.lines.waitingAmong(cellIds);
    // Whether it was claimed, skipped or cancelled is not known here: what else waits for its take is told by its own changes.
    for (const cellId of cellIds) if (!waiting.has(cellId)) this.assigned.end(cellId);
  }

  private async learn(nowMs: number): Promise<void> {
    this.hasDrawn = false;
    this.learnedAtMs = nowMs;
    await this.offers.learn();
  }

  /** False: what it was to be is on its way already, for another plan. */
  private async give({ serverId, groupKey, isTurn }: Assignment, group: WaitingGroup | undefined, nowMs: number): Promise<boolean> {
    const cell = this.lines.take(groupKey);
    if (cell === undefined) return false;
    if (this.assigned.hasTake(cell.takeId)) {
      this.lines.putBack(cell);
      return false;
    }
    if (isTurn) this.turns.set(cell.planId, (this.turnCount += 1));
    this.assigned.add(cell, serverId, nowMs);
    this.offers.given(serverId, cell, group?.stepsPerCell ?? 1, nowMs);
    await this.jobs.add({ type: 'draw-cell', cellId: cell.cellId, serverId });
    return true;
  }
}
