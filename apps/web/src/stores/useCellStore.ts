import { endpoints, type CellDetail, type CellView, type ExperimentView } from '@gridscope/contract';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { useApi } from '../services/api';
import { useEvents } from '../services/socket';
import { PlanCells } from './plan-cells';

type CellEndpoint = (typeof endpoints)['drawCellAgain' | 'drawCellNow' | 'stopCell' | 'retryCell'];

/** How long what was overtaken on its way may take. */
const gapMs = 2_000;

/** The cells of the plans that are looked at. Events change them; what was missed comes by sequence. */
export const useCellStore = defineStore('cells', () => {
  const api = useApi();
  const events = useEvents();
  const byPlan = shallowReactive(new Map<string, PlanCells>());
  /** Everything known of single cells, by id; may be behind the cell itself. */
  const details = shallowReactive(new Map<string, CellDetail>());

  const closing = new Set<string>();

  /** Hears of what changes after what is known, until the function it returns is called. */
  function watch(planId: string): () => void {
    const cells = cellsOf(planId);
    return events.watchPlan(planId, { sequenceReached: () => cells.sequence, caughtUp: (sequence) => cells.completeThrough(sequence) });
  }

  /** Reads what changed since the highest sequence known, a page at a time. Throws ApiError, ApiUnreachableError. */
  async function load(planId: string, signal?: AbortSignal): Promise<void> {
    const cells = cellsOf(planId);
    for (let after: number | undefined = cells.sequence; after !== undefined; ) {
      const page: { items: CellView[]; next?: number } = await api.request(endpoints.listCells, { parameters: { planId }, query: { after, limit: 5_000 }, signal });
      cells.apply(page.items, after);
      after = page.next;
    }
  }

  /** Reads everything about a cell, unless it is known as the cell now is. Throws ApiError, ApiUnreachableError. */
  async function loadDetail(cell: CellView, signal: AbortSignal): Promise<void> {
    const known = details.get(cell.id);
    if (known !== undefined && known.cell.sequence >= cell.sequence) return;
    details.set(cell.id, await api.request(endpoints.getCell, { parameters: { cellId: cell.id }, signal }));
  }

  const newExperiment = (cellId: string): Promise<ExperimentView> => api.request(endpoints.experimentFromCell, { parameters: { cellId } });

  async function star(cell: CellView): Promise<void> {
    keep(await api.request(endpoints.starCell, { parameters: { cellId: cell.id }, body: { isStarred: !cell.isStarred } }));
  }

  const acting = (endpoint: CellEndpoint) => async (cellId: string) => keep(await api.request(endpoint, { parameters: { cellId } }));
  const drawAgain = acting(endpoints.drawCellAgain);
  const drawNow = acting(endpoints.drawCellNow);
  const stop = acting(endpoints.stopCell);
  const retry = acting(endpoints.retryCell);

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

  /** What has not come by itself within a moment is asked for. */
  function closeGapSoon(planId: string, cells: PlanCells): void {
    if (!cells.hasGap || closing.has(planId)) return;
    closing.add(planId);
    setTimeout(() => {
      closing.delete(planId);
      if (cells.hasGap) events.askForPlan(planId);
    }, gapMs);
  }

  events.on('cells-changed', ({ planId, cells: changed, after }) => {
    const cells = byPlan.get(planId);
    cells?.apply(changed, after);
    if (cells !== undefined) closeGapSoon(planId, cells);
  });
  events.on('plan-changed', ({ plan }) => {
    const cells = byPlan.get(plan.id);
    cells?.expect(plan.sequence);
    if (cells !== undefined) closeGapSoon(plan.id, cells);
  });
  events.on('cell-previewed', ({ planId, index, progress, preview }) => byPlan.get(planId)?.preview(index, { progress, preview }));

  return { byPlan, details, cellsOf, watch, load, loadDetail, newExperiment, star, drawAgain, drawNow, stop, retry };
});
