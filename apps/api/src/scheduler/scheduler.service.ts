import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { JobsService } from '../jobs/jobs.service.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { RunsService } from '../runs/runs.service.js';
import { type ReleaseSeat, Seats } from '../runs/seats.js';
import { ServersService } from '../servers/servers.service.js';
import { chooseCells, type SeatOffer } from './choose-cells.js';
import { WaitingLines } from './waiting-lines.js';

/** Gives waiting cells to free seats, whenever a seat, a server or a cell becomes free. */
@Injectable()
export class SchedulerService implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('scheduler');
  /** Server → group that it drew from last. */
  private readonly lastGroup = new Map<string, string>();
  /** Plan → when it last began a group. */
  private readonly turns = new Map<string, number>();
  /** Cells on their way to a worker: their seats are taken until the claim holds them. */
  private readonly assigned = new Map<string, { planId: string; releaseSeat: ReleaseSeat }>();
  private isBusy = false;
  private isWoken = false;
  private isClosed = false;

  constructor(
    private readonly lines: WaitingLines,
    private readonly servers: ServersService,
    private readonly seats: Seats,
    private readonly runs: RunsService,
    private readonly jobs: JobsService,
    private readonly work: WorkSignal,
  ) {}

  onModuleInit(): void {
    this.jobs.handle('draw-cell', ({ cellId, serverId }, signal) => this.draw(cellId, serverId, signal));
    this.servers.onReady(() => this.work.wake());
    this.work.onWake((planId) => {
      if (planId !== undefined) this.lines.refresh(planId);
      this.wake();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.lines.refreshAll();
    this.wake();
  }

  onModuleDestroy(): void {
    this.isClosed = true;
  }

  /** One round at a time; whatever wakes it meanwhile makes it go round once more. */
  private wake(): void {
    this.isWoken = true;
    if (this.isBusy || this.isClosed) return;
    this.isBusy = true;
    this.rounds().catch((error: unknown) => {
      if (!this.isClosed) this.logger.error(error);
    }).finally(() => {
      this.isBusy = false;
      if (this.isWoken) this.wake();
    });
  }

  private async rounds(): Promise<void> {
    while (this.isWoken && !this.isClosed) {
      this.isWoken = false;
      await this.lines.load();
      await this.assign();
    }
  }

  private async assign(): Promise<void> {
    const offers = await this.offers();
    if (offers.every((offer) => offer.freeSeats <= 0)) return;
    for (const { serverId, groupKey } of chooseCells(offers, this.lines.waiting(), this.turns)) {
      const next = this.lines.next(groupKey);
      if (next === undefined || this.assigned.has(next.cellId)) continue;
      if (this.lastGroup.get(serverId) !== groupKey) this.turns.set(next.planId, Math.max(0, ...this.turns.values()) + 1);
      this.lastGroup.set(serverId, groupKey);
      this.assigned.set(next.cellId, { planId: next.planId, releaseSeat: this.seats.take(serverId) });
      await this.jobs.add({ type: 'draw-cell', cellId: next.cellId, serverId });
    }
  }

  private async offers(): Promise<SeatOffer[]> {
    const held = await this.seats.held();
    const ready = this.servers.list().filter((server) => server.state === 'ready');
    return ready.map((server) => ({ serverId: server.id, freeSeats: server.seats - (held.get(server.id) ?? 0) - this.seats.taken(server.id), lastGroup: this.lastGroup.get(server.id) }));
  }

  private async draw(cellId: string, serverId: string, signal: AbortSignal): Promise<void> {
    const assigned = this.assigned.get(cellId);
    const releaseSeat = assigned?.releaseSeat ?? this.seats.take(serverId);
    try {
      const outcome = await this.runs.draw(cellId, serverId, { signal, onClaimed: () => this.release(cellId, releaseSeat) });
      if (outcome === 'refused' && assigned !== undefined) this.lines.rebuild(assigned.planId);
    } catch (error) {
      // The cell may wait still: it is looked for anew.
      if (assigned !== undefined) this.lines.rebuild(assigned.planId);
      throw error;
    } finally {
      this.release(cellId, releaseSeat);
    }
  }

  private release(cellId: string, releaseSeat: ReleaseSeat): void {
    this.assigned.delete(cellId);
    releaseSeat();
  }
}
