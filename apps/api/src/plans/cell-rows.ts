import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { StoredCellState } from '../database/entities/cell.entity.js';

/** What every cell has to show, as the database gives it. */
export interface CellRow {
  id: string;
  index: number;
  sequence: number;
  state: StoredCellState;
  isStarred: number | boolean;
  priority: number;
  notBefore: number | null;
}

/** What a cell has to show beside that once something came of it. */
export interface CellRowDetail {
  id: string;
  takeId: string | null;
  recipeKey: string | null;
  reason: string | null;
  origin: 'drawn' | 'reused' | null;
  leadImage: string | null;
  serverName: string | null;
  verification: string | null;
  drawMs: number | null;
  widthPx: number | null;
  heightPx: number | null;
  outputCount: number;
}

/**
 * Reads cells of a plan. Most cells of a running plan wait, and reading a column of a row costs more than finding it, so what only others
 * have is asked for apart.
 */
@Injectable()
export class CellRows {
  constructor(private readonly em: EntityManager) {}

  /** Changed after a sequence, by rising sequence. */
  async after(planId: string, after: number, limit: number): Promise<CellRow[]> {
    return this.em.fork().execute(
      `select id, cell_index as "index", sequence, state, is_starred as "isStarred", priority, not_before as "notBefore" from cell where plan_id = ? and sequence > ? order by sequence limit ?`,
      [planId, after, limit],
    );
  }

  async one(cellId: string): Promise<(CellRow & { planId: string }) | undefined> {
    const [row]: (CellRow & { planId: string })[] = await this.em.fork().execute(
      `select id, plan_id as "planId", cell_index as "index", sequence, state, is_starred as "isStarred", priority, not_before as "notBefore" from cell where id = ?`,
      [cellId],
    );
    return row;
  }

  /** Of the cells of a stretch of sequences that neither wait nor were cancelled, by id; both ends count. */
  async details(planId: string, from: number, to: number): Promise<Map<string, CellRowDetail>> {
    const rows: CellRowDetail[] = await this.em.fork().execute(
      // The attempt is the take's newest: the one that drew it, or that tries to.
      `select c.id, c.take_id as "takeId", c.recipe_key as "recipeKey", c.reason, c.origin, c.lead_image as "leadImage", a.server_name as "serverName", a.verification, a.draw_ms as "drawMs", i.width_px as "widthPx", i.height_px as "heightPx",
        case when c.state = 'done' then (select count(*) from output as o where o.take_id = c.take_id) else 0 end as "outputCount"
        from cell as c left join attempt as a on a.take_id = c.take_id and a.number = (select max(b.number) from attempt as b where b.take_id = c.take_id) left join image as i on i.hash = c.lead_image
        where c.plan_id = ? and c.sequence >= ? and c.sequence <= ? and c.state not in ('waiting', 'cancelled')`,
      [planId, from, to],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }
}
