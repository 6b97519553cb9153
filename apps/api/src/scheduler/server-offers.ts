import { Injectable } from '@nestjs/common';
import type { SchedulableServer } from '@gridscope/grid';
import { Seats } from '../runs/seats.js';
import { ServersService } from '../servers/servers.service.js';
import { freeSeats, isOffered } from './free-seats.js';
import type { TakenCell } from './plan-line.js';
import { ServerBooks } from './server-books.js';
import { ServerPaces } from './server-paces.js';

/** Of a server that was never measured. */
const unmeasured = { secondsPerStep: 2, secondsPerLoad: 4 };

/** The servers as the scheduler offers them: seats from the database, speeds from attempts, and what each was given last. */
@Injectable()
export class ServerOffers {
  private readonly books = new ServerBooks();

  constructor(
    private readonly servers: ServersService,
    private readonly seats: Seats,
    private readonly paces: ServerPaces,
  ) {}

  /** `assigned`: server → cells on their way to it, counted before this is called: one that is claimed meanwhile counts twice for a moment rather than not at all. */
  async now(assigned: ReadonlyMap<string, number>, nowMs: number): Promise<SchedulableServer[]> {
    const held = await this.seats.held();
    const offered = this.servers.list().filter(isOffered);
    return offered.map((server) => {
      const taken = { held: held.get(server.id) ?? 0, assigned: assigned.get(server.id) ?? 0 };
      this.books.count(server.id, taken.held + taken.assigned, nowMs);
      const pace = this.paces.paceOf(server.id);
      const { modelKey = this.paces.modelKeyOf(server.id), planId } = this.books.lastOf(server.id);
      return { id: server.id, freeSeats: freeSeats(server, taken), busySeconds: this.books.busySeconds(server.id, { ...unmeasured, ...pace }, nowMs), modelKey, planId, ...pace };
    });
  }

  /** Reads what the offered servers drew since the last time. */
  learn(): Promise<void> {
    return this.paces.refresh(this.servers.list().filter(isOffered).map((server) => server.id));
  }

  /** The server was given a cell of so many steps. */
  given(serverId: string, { modelKey, planId }: TakenCell, steps: number, nowMs: number): void {
    const before = this.books.lastOf(serverId).modelKey ?? this.paces.modelKeyOf(serverId);
    this.books.note(serverId, { steps, isLoad: before !== modelKey, modelKey, planId }, nowMs);
  }

  clear(): void {
    this.books.clear();
  }
}
