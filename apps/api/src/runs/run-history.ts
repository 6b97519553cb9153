import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { AttemptFailure, AttemptState } from '../database/entities/attempt.entity.js';
import { ServersService } from '../servers/servers.service.js';
import type { LostAttempt } from './judge-failure.js';

interface EndedAttempt extends LostAttempt {
  takeId: string;
  state: AttemptState;
}

/** Servers that a take is better not drawn on again, each list by rising id. */
export interface Unfit {
  /** Their memory is no larger than one that was too small. */
  tooSmall: readonly string[];
  /** They went away with it, or did nothing. */
  lost: readonly string[];
}

/** Kinds that say something about a server and a cell together. */
const separating: readonly (AttemptFailure | null)[] = ['connection', 'server-gone', 'stuck'];

/** What became of earlier attempts at the same. */
@Injectable()
export class RunHistory {
  constructor(
    private readonly em: EntityManager,
    private readonly servers: ServersService,
  ) {}

  /** Attempts at a take that were lost since one ended otherwise, newest first. */
  async lost(takeId: string): Promise<LostAttempt[]> {
    return (await this.lostOf([takeId])).get(takeId) ?? [];
  }

  /** Of takes that were lost before; the others are left out. */
  async unfit(takeIds: readonly string[]): Promise<Map<string, Unfit>> {
    const lost = takeIds.length === 0 ? new Map<string, LostAttempt[]>() : await this.lostOf(takeIds);
    return new Map([...lost].map(([takeId, attempts]) => [takeId, this.unfitAfter(attempts)]));
  }

  private unfitAfter(attempts: readonly LostAttempt[]): Unfit {
    return {
      tooSmall: inOrder(attempts.filter(({ failure }) => failure === 'out-of-memory').flatMap((attempt) => this.noLargerThan(attempt))),
      lost: inOrder(attempts.filter(({ failure }) => separating.includes(failure)).map(({ serverId }) => serverId)),
    };
  }

  private noLargerThan({ serverId }: LostAttempt): string[] {
    const servers = this.servers.list();
    const memory = servers.find((server) => server.id === serverId)?.memoryTotalBytes ?? 0;
    return [serverId, ...servers.filter((server) => (server.memoryTotalBytes ?? 0) <= memory).map((server) => server.id)];
  }

  private async lostOf(takeIds: readonly string[]): Promise<Map<string, LostAttempt[]>> {
    const rows: EndedAttempt[] = await this.em.fork().execute(
      `select take_id as "takeId", state, failure, server_id as "serverId", server_name as "serverName" from attempt where take_id in (${takeIds.map(() => '?').join(', ')}) and state not in ('queued', 'running') order by take_id, number desc`,
      [...takeIds],
    );
    const lost = new Map<string, LostAttempt[]>();
    const isOver = new Set<string>();
    for (const { takeId, state, ...attempt } of rows) {
      if (state !== 'lost') isOver.add(takeId);
      if (!isOver.has(takeId)) lost.set(takeId, [...(lost.get(takeId) ?? []), attempt]);
    }
    return lost;
  }
}

function inOrder(serverIds: readonly string[]): string[] {
  return [...new Set(serverIds)].sort();
}
