import { Injectable } from '@nestjs/common';
import type { CellView } from '@gridscope/contract';
import { type CellRow, type CellRowDetail, CellRows } from './cell-rows.js';
import { RunningProgress } from './running-progress.js';

/** Cells as the browser sees them. */
@Injectable()
export class CellViews {
  constructor(
    private readonly rows: CellRows,
    private readonly progress: RunningProgress,
  ) {}

  /** Cells of a plan that changed after a sequence number, by rising sequence; `last`: up to where they were looked at. */
  async after(planId: string, after: number, limit: number): Promise<{ cells: CellView[]; isAll: boolean; last: number }> {
    const rows = await this.rows.after(planId, after, limit);
    const cells = await this.viewsOf(planId, rows);
    return { cells, isAll: rows.length < limit, last: Number(rows.at(-1)?.sequence ?? after) };
  }

  async one(cellId: string): Promise<CellView | undefined> {
    const row = await this.rows.one(cellId);
    return row === undefined ? undefined : (await this.viewsOf(row.planId, [row]))[0];
  }

  /** A cell that changes between the two questions is read again, and keeps its place: with its higher number it comes once more. */
  private async viewsOf(planId: string, rows: readonly CellRow[]): Promise<CellView[]> {
    const rich = rows.filter((row) => row.state !== 'waiting' && row.state !== 'cancelled');
    const first = rich[0];
    const last = rich.at(-1);
    const details = first === undefined || last === undefined ? new Map<string, CellRowDetail>() : await this.rows.details(planId, Number(first.sequence), Number(last.sequence));
    const views: CellView[] = [];
    for (const row of rows) {
      const view = this.view(planId, row, details.get(row.id)) ?? (await this.one(row.id));
      if (view !== undefined) views.push({ ...view, sequence: Number(row.sequence) });
    }
    return views;
  }

  private view(planId: string, row: CellRow, detail: CellRowDetail | undefined): CellView | undefined {
    const base = { id: row.id, planId, index: row.index, sequence: Number(row.sequence), isStarred: Boolean(row.isStarred) };
    if (row.state === 'waiting') return { ...base, state: 'waiting', ...(row.notBefore === null ? {} : { notBefore: Number(row.notBefore) }), ...(row.priority > 0 ? { isFirst: true as const } : {}) };
    if (row.state === 'cancelled') return { ...base, state: 'cancelled' };
    return detail === undefined ? undefined : this.richView(base, row.state, detail);
  }

  private richView(base: Pick<CellView, 'id' | 'planId' | 'index' | 'sequence' | 'isStarred'>, state: Exclude<CellRow['state'], 'waiting' | 'cancelled'>, detail: CellRowDetail): CellView {
    const serverName = detail.serverName ?? '';
    switch (state) {
      case 'skipped':
        // A rule skips before anything is bound, so what it skips has no recipe.
        return { ...base, state, reason: detail.reason ?? '', isByHand: detail.recipeKey !== null };
      case 'failed':
        return { ...base, state, reason: detail.reason ?? '' };
      case 'queued':
        return { ...base, state, serverName };
      case 'running':
        return { ...base, state, serverName, progress: this.progress.of(detail.takeId ?? '') };
      case 'done':
        return { ...base, state, origin: detail.origin ?? 'drawn', outputCount: Math.max(1, Number(detail.outputCount)), isUnverified: detail.verification === 'unverified', ...leadOf(detail), ...drawSecondsOf(detail) };
    }
  }
}

function leadOf({ leadImage, widthPx, heightPx }: CellRowDetail): Pick<Extract<CellView, { state: 'done' }>, 'lead'> {
  return leadImage === null || widthPx === null || heightPx === null ? {} : { lead: { image: leadImage, widthPx, heightPx } };
}

function drawSecondsOf({ drawMs }: CellRowDetail): { drawSeconds?: number } {
  return drawMs === null ? {} : { drawSeconds: Number(drawMs) / 1_000 };
}
