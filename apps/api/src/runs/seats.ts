import { Injectable } from '@nestjs/common';
import { WorkSignal } from '../jobs/work-signal.js';
import { ServersService } from '../servers/servers.service.js';

/** Gives a seat back; a second call does nothing. */
export type ReleaseSeat = () => void;

/** The seats that are taken on each server: prompts that it draws or holds. */
@Injectable()
export class Seats {
  private readonly takenOn = new Map<string, number>();

  constructor(
    private readonly servers: ServersService,
    private readonly work: WorkSignal,
  ) {}

  taken(serverId: string): number {
    return this.takenOn.get(serverId) ?? 0;
  }

  take(serverId: string): ReleaseSeat {
    this.change(serverId, +1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      this.change(serverId, -1);
      this.work.wake();
    };
  }

  private change(serverId: string, by: number): void {
    const taken = this.taken(serverId) + by;
    this.takenOn.set(serverId, taken);
    this.servers.noteSeats(serverId, taken);
  }
}
