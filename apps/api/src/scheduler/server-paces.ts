import { Injectable } from '@nestjs/common';
import type { LearnedPace } from '@gridscope/grid';
import { DrawingsRepository } from './drawings.repository.js';
import { ServerMemory } from './server-memory.js';

/** So many drawings are looked at at the start: a load may lie some way back. */
const lookedAt = 200;

/** How fast servers are and which models they have, learned from the attempts in the database: a restart forgets nothing, and what another worker drew counts too. */
@Injectable()
export class ServerPaces {
  private readonly memories = new Map<string, ServerMemory>();

  constructor(private readonly repository: DrawingsRepository) {}

  /** Reads what was drawn since the last time. */
  async refresh(serverIds: readonly string[]): Promise<void> {
    for (const serverId of serverIds) {
      const memory = this.memories.get(serverId) ?? new ServerMemory();
      this.memories.set(serverId, memory);
      const fresh = await this.repository.after(serverId, memory.lastAtMs, lookedAt);
      if (fresh.length > 0) memory.learn(fresh, fresh.length < lookedAt);
    }
  }

  paceOf(serverId: string): LearnedPace {
    return this.memories.get(serverId)?.pace ?? {};
  }

  /** Models of the last cell that it drew; undefined where that is not known. */
  modelKeyOf(serverId: string): string | undefined {
    return this.memories.get(serverId)?.modelKey;
  }
}
