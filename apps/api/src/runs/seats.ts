import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { ServersService } from '../servers/servers.service.js';
import { DelayedWrite } from './delayed-write.js';
import { SeatsRepository } from './seats.repository.js';

/** Gives a seat back; a second call does nothing. */
export type ReleaseSeat = () => void;

/** Between two looks at who holds which seat, for the page. */
const shownEveryMs = 200;
/** How long the end of a run is waited for. */
const patienceMs = 60;

/** The seats of the servers: prompts that they draw or hold. The database counts them, for every process. */
@Injectable()
export class Seats implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger('runs');
  private readonly takenOn = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(
    private readonly repository: SeatsRepository,
    private readonly servers: ServersService,
    private readonly work: WorkSignal,
    private readonly bus: Bus,
  ) {}

  onModuleInit(): void {
    for (const type of ['cell-claimed', 'work'] as const) this.bus.on(type, () => this.showSoon());
  }

  onModuleDestroy(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  /** Server → how many of its seats are held. Servers without any are left out. */
  held(): Promise<Map<string, number>> {
    return this.repository.held();
  }

  /** Gives the seat of an attempt back, and says so; a second call does nothing. */
  async release(attemptId: string): Promise<void> {
    if (await this.repository.release(attemptId)) this.work.wake();
  }

  /** Gives a seat back as soon as it is worth a statement of its own: a server with a seat more has its next prompt already, and the run's end gives it back too. */
  returning({ id, serverId }: Pick<Attempt, 'id' | 'serverId'>): DelayedWrite {
    const seats = this.servers.list().find((server) => server.id === serverId)?.seats ?? 1;
    return new DelayedWrite(seats > 1 ? patienceMs : 0, () => this.release(id));
  }

  /** A run has ended, and with it its seat was given back. */
  returned(): void {
    this.work.wake();
  }

  /** Seats of cells that the scheduler has given away here and nobody has claimed yet. */
  taken(serverId: string): number {
    return this.takenOn.get(serverId) ?? 0;
  }

  take(serverId: string): ReleaseSeat {
    this.takenOn.set(serverId, this.taken(serverId) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.takenOn.set(serverId, this.taken(serverId) - 1);
      this.work.wake();
    };
  }

  /** What changes with every cell is shown with whatever else changes within a moment. */
  private showSoon(): void {
    if (this.timer !== undefined || this.isClosed) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.show().catch((error: unknown) => {
        if (!this.isClosed) this.logger.error(error);
      });
    }, shownEveryMs);
  }

  private async show(): Promise<void> {
    const held = await this.repository.held();
    for (const { id } of this.servers.list()) this.servers.noteSeats(id, held.get(id) ?? 0);
  }
}
