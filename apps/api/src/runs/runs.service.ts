import { Injectable } from '@nestjs/common';
import { Bus } from '../bus/bus.js';
import { ServersService } from '../servers/servers.service.js';
import { Reaper } from './reaper.js';
import { RunClaims } from './run-claims.js';
import { RunFollower } from './run-follower.js';

/** Takes one cell the whole way: claimed, drawn, collected, put down. */
@Injectable()
export class RunsService {
  constructor(
    private readonly servers: ServersService,
    private readonly claims: RunClaims,
    private readonly follower: RunFollower,
    private readonly reaper: Reaper,
    private readonly bus: Bus,
  ) {}

  /** Draws a waiting cell on a server. `signal`: the program stops, and everything is left so that another process goes on. Resolves when the run has ended; `refused`: it waits no more, or the server has no seat for it, and nothing happened. */
  async draw(cellId: string, serverId: string, { signal }: { signal: AbortSignal }): Promise<'claimed' | 'refused'> {
    let isClaimed = false;
    try {
      const server = this.servers.list().find((known) => known.id === serverId);
      const run = server === undefined ? undefined : await this.claims.claim(cellId, server);
      if (run === undefined) return 'refused';
      isClaimed = true;
      this.bus.publish({ type: 'cell-claimed', cellId, serverId });
      if ((await this.follower.follow(run, { signal })) === 'unknown') this.reaper.look();
      return 'claimed';
    } finally {
      this.bus.publish({ type: 'draw-ended', cellId, isClaimed });
    }
  }
}
