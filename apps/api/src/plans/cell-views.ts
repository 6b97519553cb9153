import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/knex';
import type { CellView } from '@gridscope/contract';
import type { StoredCellState } from '../database/entities/cell.entity.js';
import { RunningProgress } from './running-progress.js';

/** A cell with what its view needs of other tables, as the database gives it. */
interface CellRow {
  id: string;
  plan_id: string;
  cell_index: number;
  sequence: number;
  state: StoredCellState;
  take_id: string | null;
  reason: string | null;
  origin: 'drawn' | 'reused' | null;
  lead_image: string | null;
  is_starred: number | boolean;
  priority: number;
  recipe_key: string | null;
  not_before: number | null;
  server_name: string | null;
  verification: string | null;
  draw_ms: number | null;
  width_px: number | null;
  height_px: number | null;
  output_count: number;
}

/** Reads cells as the browser sees them. */
@Injectable()
export class CellViews {
  constructor(
    private readonly em: EntityManager,
    private readonly progress: RunningProgress,
  ) {}

  /** Cells of a plan that changed after a sequence number, by rising sequence. */
  async after(planId: string, after: number, limit: number): Promise<CellView[]> {
    const rows = await this.read((query) => query.where('c.plan_id', planId).where('c.sequence', '>', after).orderBy('c.sequence').limit(limit));
    return rows.map((row) => this.view(row));
  }

  async one(cellId: string): Promise<CellView | undefined> {
    const [row] = await this.read((query) => query.where('c.id', cellId));
    return row === undefined ? undefined : this.view(row);
  }

  private read(choose: (query: ReturnType<typeof baseQuery>) => ReturnType<typeof baseQuery>): Promise<CellRow[]> {
    const em = this.em.fork();
    return em.execute(choose(baseQuery(em)));
  }

  private view(row: CellRow): CellView {
    const base = { id: row.id, planId: row.plan_id, index: row.cell_index, sequence: Number(row.sequence), isStarred: Boolean(row.is_starred) };
    const serverName = row.server_name ?? '';
    switch (row.state) {
      case 'waiting':
        return { ...base, state: 'waiting', ...(row.not_before === null ? {} : { notBefore: Number(row.not_before) }), ...(row.priority > 0 ? { isFirst: true as const } : {}) };
      case 'cancelled':
        return { ...base, state: 'cancelled' };
      case 'skipped':
        // A rule skips before anything is bound, so what it skips has no recipe.
        return { ...base, state: 'skipped', reason: row.reason ?? '', isByHand: row.recipe_key !== null };
      case 'failed':
        return { ...base, state: 'failed', reason: row.reason ?? '' };
      case 'queued':
        return { ...base, state: 'queued', serverName };
      case 'running':
        return { ...base, state: 'running', serverName, progress: this.progress.of(row.take_id ?? '') };
      case 'done':
        return { ...base, state: 'done', origin: row.origin ?? 'drawn', outputCount: Math.max(1, Number(row.output_count)), isUnverified: row.verification === 'unverified', ...leadOf(row), ...drawSecondsOf(row) };
    }
  }
}

/** The attempt is the take's newest: the one that drew it, or that tries to. */
function baseQuery(em: EntityManager) {
  const knex = em.getKnex();
  return knex('cell as c')
    .leftJoin('attempt as a', (join) => join.on('a.take_id', 'c.take_id').on('a.number', knex.raw('(select max(b.number) from attempt as b where b.take_id = c.take_id)')))
    .leftJoin('image as i', 'i.hash', 'c.lead_image')
    .select('c.id', 'c.plan_id', 'c.cell_index', 'c.sequence', 'c.state', 'c.take_id', 'c.reason', 'c.origin', 'c.lead_image', 'c.is_starred', 'c.priority', 'c.recipe_key', 'c.not_before')
    .select('a.server_name', 'a.verification', 'a.draw_ms', 'i.width_px', 'i.height_px')
    .select(knex.raw(`case when c.state = 'done' then (select count(*) from output as o where o.take_id = c.take_id) else 0 end as output_count`));
}

function leadOf(row: CellRow): Pick<Extract<CellView, { state: 'done' }>, 'lead'> {
  if (row.lead_image === null || row.width_px === null || row.height_px === null) return {};
  return { lead: { image: row.lead_image, widthPx: row.width_px, heightPx: row.height_px } };
}

function drawSecondsOf(row: CellRow): { drawSeconds?: number } {
  return row.draw_ms === null ? {} : { drawSeconds: Number(row.draw_ms) / 1_000 };
}
