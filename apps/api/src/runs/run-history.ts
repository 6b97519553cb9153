import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { AttemptFailure, AttemptState } from '../database/entities/attempt.entity.js';
import type { LostAttempt } from './judge-failure.js';

interface EndedAttempt extends LostAttempt {
  takeId: string;
  state: AttemptState;
}

/** Servers that a take is better not drawn on again, each list by rising id. */
export interface Unfit {
  /** They had too little memory for it. Which others have no more is only known as long as they answer. */
  tooSmall: readonly string[];
  /** They went away with it, or did nothing. */
  lost: readonly string[];
}

/** Kinds that say something about a server and a cell together. */
const separating: readonly (AttemptFailure | null)[] = ['connection', 'server-gone', 'stuck'];

/** What became of earlier attempts at the same. */
@Injectable()
export class RunHistory {
  constructor(private readonly em: EntityManager) {}

  /** Attempts at a take that were lost since one ended otherwise, newest first. */
  async lost(takeId: string): Promise<LostAttempt[]> {
    return (await this.lostOf([takeId])).get(takeId) ?? [];
  }

  /** Of takes that were lost before; the others are left out. */
  async unfit(takeIds: readonly string[]): Promise<Map<string, Unfit>> {
    const lost = takeIds.length === 0 ? new Map<string, LostAttempt[]>() : await this.lostOf(takeIds);
    return new Map([...lost].map(([takeId, attempts]) => [takeId, unfitAfter(attempts)]));
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

function unfitAfter(attempts: readonly LostAttempt[]): Unfit {
  const after = (kinds: readonly LostAttempt['failure'][]) => inOrder(attempts.filter(({ failure }) => kinds.includes(failure)).map(({ serverId }) => serverId));
  return { tooSmall: after(['out-of-memory']), lost: after(separating) };
}

function inOrder(serverIds: readonly string[]): string[] {
  return [...new Set(serverIds)].sort();
}
