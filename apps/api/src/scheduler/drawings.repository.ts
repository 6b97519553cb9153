import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';

/** A drawing that ended well, as it was timed. */
export interface EndedDrawing {
  /** UTC milliseconds. */
  finishedAt: number;
  /** The set of models that it needed, where that was kept. */
  modelKey?: string;
  /** Sampler steps, where they were counted. */
  stepCount?: number;
  /** Until its first step. */
  loadSeconds: number;
  drawSeconds: number;
}

interface Stored {
  modelKey: string | null;
  stepCount: number | null;
  loadMs: number | string | null;
  drawMs: number | string;
  finishedAt: number | string;
}

/** What attempts tell of the time that drawing takes. Reused cells have none, so they teach nothing. */
@Injectable()
export class DrawingsRepository {
  constructor(private readonly em: EntityManager) {}

  /** The newest ones on a server that ended after a moment (UTC milliseconds), the oldest of them first. */
  async after(serverId: string, afterMs: number, limit: number): Promise<EndedDrawing[]> {
    const rows: Stored[] = await this.em.fork().execute(
      `select model_key as "modelKey", step_count as "stepCount", load_ms as "loadMs", draw_ms as "drawMs", finished_at as "finishedAt" from attempt
        where server_id = ? and finished_at > ? and state = 'done' and draw_ms is not null order by finished_at desc limit ${limit}`,
      [serverId, afterMs],
    );
    return rows.reverse().map(drawingOf);
  }
}

function drawingOf({ modelKey, stepCount, loadMs, drawMs, finishedAt }: Stored): EndedDrawing {
  return {
    finishedAt: Number(finishedAt), loadSeconds: Number(loadMs ?? 0) / 1_000, drawSeconds: Number(drawMs) / 1_000,
    ...(modelKey === null ? {} : { modelKey }), ...(stepCount === null || stepCount < 1 ? {} : { stepCount }),
  };
}
