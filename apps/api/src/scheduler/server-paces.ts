import { Injectable } from '@nestjs/common';
import { type LearnedPace, learnPace } from '@gridscope/grid';
import { DrawingsRepository, type EndedDrawing } from './drawings.repository.js';

/** So many of the last drawings tell how fast a server is now. */
const remembered = 40;

/** How fast servers are and which models they have, learned from the attempts in the database: a restart forgets nothing, and what another worker drew counts too. */
@Injectable()
export class ServerPaces {
  private readonly drawings = new Map<string, EndedDrawing[]>();
  private readonly paces = new Map<string, LearnedPace>();

  constructor(private readonly repository: DrawingsRepository) {}

  /** Reads what was drawn since the last time. */
  async refresh(serverIds: readonly string[]): Promise<void> {
    for (const serverId of serverIds) {
      const known = this.drawings.get(serverId) ?? [];
      const fresh = await this.repository.after(serverId, known.at(-1)?.finishedAt ?? 0, remembered);
      if (fresh.length === 0) continue;
      const last = [...known, ...fresh].slice(-remembered);
      this.drawings.set(serverId, last);
      this.paces.set(serverId, learnPace(last));
    }
  }

  paceOf(serverId: string): LearnedPace {
    return this.paces.get(serverId) ?? {};
  }

  /** Models of the last cell that it drew; undefined where that is not known. */
  modelKeyOf(serverId: string): string | undefined {
    return this.drawings.get(serverId)?.at(-1)?.modelKey;
  }
}
