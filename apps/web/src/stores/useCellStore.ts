import { endpoints, type CellView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';
import { PlanCells } from './plan-cells';

/** The cells of the plans that are looked at. Events change them; what was missed comes by sequence. */
export const useCellStore = defineStore('cells', () => {
  const api = useApi();
  const events = useEvents();
  const byPlan = shallowReactive(new Map<string, PlanCells>());

  /** Reads every cell that is not known yet and goes on hearing of changes, until the function it returns is called. */
  function watch(planId: string): () => void {
    const cells = cellsOf(planId);
    const stop = events.watchPlan(planId, () => cells.sequence);
    return stop;
  }

  /** Reads what changed since the highest sequence known, a page at a time. Throws ApiError, ApiUnreachableError. */
  async function load(planId: string, signal?: AbortSignal): Promise<void> {
    const cells = cellsOf(planId);
    for (let after: number | undefined = cells.sequence; after !== undefined; ) {
      const page: { items: CellView[]; next?: number } = await api.request(endpoints.listCells, { parameters: { planId }, query: { after, limit: 5_000 }, signal });
      cells.apply(page.items);
      after = page.next;
    }
  }

  async function star(cell: CellView): Promise<void> {
    keep(await api.request(endpoints.starCell, { parameters: { cellId: cell.id }, body: { isStarred: !cell.isStarred } }));
  }

  async function drawAgain(cellId: string): Promise<void> {
    keep(await api.request(endpoints.drawCellAgain, { parameters: { cellId } }));
  }

  async function retry(cellId: string): Promise<void> {
    keep(await api.request(endpoints.retryCell, { parameters: { cellId } }));
  }

  function keep(cell: CellView): void {
    cellsOf(cell.planId).apply([cell]);
  }

  function cellsOf(planId: string): PlanCells {
    const known = byPlan.get(planId);
    if (known !== undefined) return known;
    const made = new PlanCells();
    byPlan.set(planId, made);
    return made;
  }

  events.on('cells-changed', ({ planId, cells }) => byPlan.get(planId)?.apply(cells));
  events.on('cell-previewed', ({ planId, index, progress, preview }) => byPlan.get(planId)?.preview(index, { progress, preview }));

  return { byPlan, cellsOf, watch, load, star, drawAgain, retry };
});
