import { Injectable } from '@nestjs/common';
import type { Attempt } from '../database/entities/attempt.entity.js';
import { WorkSignal } from '../jobs/work-signal.js';
import { ServersService } from '../servers/servers.service.js';
import { DelayedWrite } from './delayed-write.js';
import { SeatsRepository } from './seats.repository.js';

/** How long the end of a run is waited for. */
const patienceMs = 60;

/** The seats of the servers: prompts that they draw or hold. The database counts them, for every process. */
@Injectable()
export class Seats {
  constructor(
    private readonly repository: SeatsRepository,
    private readonly servers: ServersService,
    private readonly work: WorkSignal,
  ) {}

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
}
