import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { Config } from '../config/config.js';
import { Leadership } from '../database/leadership.js';
import { ServersService } from '../servers/servers.service.js';
import { SchedulingRounds } from './scheduling-rounds.js';

/** Hints may get lost: by then it looks by itself. */
const lookEveryMs = 5_000;

/** Gives waiting cells to free seats, whenever a seat, a server or a cell becomes free: in the one worker that leads. */
@Injectable()
export class SchedulerService implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('scheduler');
  private readonly leave: (() => void)[] = [];
  private look: NodeJS.Timeout | undefined;
  private restEnd: NodeJS.Timeout | undefined;
  private isLeading = false;
  private isBusy = false;
  private isWoken = false;

  constructor(
    private readonly config: Config,
    private readonly leadership: Leadership,
    private readonly bus: Bus,
    private readonly servers: ServersService,
    private readonly rounds: SchedulingRounds,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.isWorker) return;
    this.leave.push(
      this.bus.on('work', ({ planId }) => this.hear(() => planId !== undefined && this.rounds.planChanged(planId))),
      this.bus.on('execution-changed', () => this.hear(() => this.rounds.executionChanged())),
      this.bus.on('cell-claimed', ({ cellId }) => this.hear(() => this.rounds.claimed(cellId))),
      this.bus.on('draw-ended', ({ cellId, isClaimed }) => this.hear(() => this.rounds.ended(cellId, isClaimed))),
      this.servers.onReady(() => this.wake()),
    );
    this.leadership.hold('scheduler', { won: () => this.begin(), lost: () => this.end() });
  }

  onModuleDestroy(): void {
    this.end();
    for (const leave of this.leave) leave();
  }

  private begin(): void {
    this.isLeading = true;
    this.rounds.begin();
    this.look = setInterval(() => this.hear(() => this.rounds.lookAtEverything()), lookEveryMs);
    this.wake();
  }

  private end(): void {
    this.isLeading = false;
    clearInterval(this.look);
    clearTimeout(this.restEnd);
  }

  private hear(take: () => unknown): void {
    if (!this.isLeading) return;
    take();
    this.wake();
  }

  /** One round at a time; whatever wakes it meanwhile makes it go round once more. */
  private wake(): void {
    this.isWoken = true;
    if (this.isBusy || !this.isLeading) return;
    this.isBusy = true;
    void this.goRound();
  }

  private async goRound(): Promise<void> {
    try {
      while (this.isWoken && this.isLeading) {
        this.isWoken = false;
        this.isWoken = await this.rounds.next(Date.now(), () => this.isLeading) || this.isWoken;
      }
      this.wakeAt(this.rounds.nextRestEndMs(Date.now()));
    } catch (error) {
      // The look at everything tries again.
      if (this.isLeading) this.logger.error(error);
    } finally {
      this.isBusy = false;
    }
    if (this.isWoken) this.wake();
  }

  /** When a cell has rested enough. */
  private wakeAt(atMs: number): void {
    clearTimeout(this.restEnd);
    if (atMs !== Infinity && this.isLeading) this.restEnd = setTimeout(() => this.wake(), Math.min(lookEveryMs, Math.max(1, atMs - Date.now())));
  }
}
