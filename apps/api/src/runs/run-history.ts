import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { AttemptFailure, AttemptState } from '../database/entities/attempt.entity.js';
import { ServersService } from '../servers/servers.service.js';
import type { LostAttempt } from './judge-failure.js';

interface EndedAttempt extends LostAttempt {
  takeId: string;
  state: AttemptState;
}

/** Kinds that say something about a server and a cell together. */
const separating: readonly (AttemptFailure | null)[] = ['connection', 'server-gone', 'out-of-memory', 'stuck'];

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

  /** Take → servers that it is better not drawn on again: they lost it, or it needs more memory than they have. Takes without any are left out. */
  async avoid(takeIds: readonly string[]): Promise<Map<string, Set<string>>> {
    const lost = takeIds.length === 0 ? new Map<string, LostAttempt[]>() : await this.lostOf(takeIds);
    const avoided = [...lost].map(([takeId, attempts]) => [takeId, new Set(attempts.flatMap((attempt) => this.unfitAfter(attempt)))] as const);
    return new Map(avoided.filter(([, serverIds]) => serverIds.size > 0));
  }

  private unfitAfter({ serverId, failure }: LostAttempt): string[] {
    if (!separating.includes(failure)) return [];
    if (failure !== 'out-of-memory') return [serverId];
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
